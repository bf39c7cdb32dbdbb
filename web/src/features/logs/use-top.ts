import { type RefCallback, useCallback, useState } from 'react';

/** How far below the beginning of the page an element stands, in pixels, also after what is above it has changed. */
export function useTop(): [RefCallback<HTMLElement>, number] {
  const [top, setTop] = useState(0);
  const ref = useCallback((element: HTMLElement) => {
    const observer = new ResizeObserver(() => setTop(Math.round(element.getBoundingClientRect().top + scrollY)));
    observer.observe(document.body);
    if (element.parentElement) for (const sibling of element.parentElement.children) observer.observe(sibling);
    return () => observer.disconnect();
  }, []);
  return [ref, top];
}
