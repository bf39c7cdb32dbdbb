import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import classes from './server-navigation.module.css';
import { SERVER_TABS } from './server-tabs';

/** The parts of one server's page, side by side; on narrow screens they scroll, and the one that is shown is in view. */
export function ServerNavigation({ name }: { name: string }) {
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [pathname]);
  return (
    <nav ref={nav} className={classes.tabs} aria-label={`Parts of ${name}`}>
      {SERVER_TABS.map(({ to, label, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          params={{ name }}
          activeOptions={{ exact: true, includeSearch: false }}
          className={classes.tab}
        >
          <Icon size={16} aria-hidden />
          {label}
        </Link>
      ))}
    </nav>
  );
}
