import { type RefCallback, useCallback, useState } from 'react';

/** How far below the beginning of the page an element stands, in pixels, also after what is above it has changed. */
export function useTop(): [RefCallback<HTMLElement>, number] {
  const [top, setTop] = useState(0);
  const ref = useCallback((element: HTMLElement) => {
    const observer = new ResizeObserver(() => setTop(Math.round(element.getBoundingClientRect().top + scrollY)));
    observer.observe(document.body);
    // what is above can shrink while the body, which fills the window, does not
    if (element.parentElement) observer.observe(element.parentElement);
    return () => observer.disconnect();
  }, []);
  return [ref, top];
}
