import { NavLink } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { PAGES } from './pages';

export function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const { pathname } = useLocation();
  return PAGES.map(({ to, label, icon: Icon }) => {
    const active = to === '/' ? pathname === to : pathname.startsWith(to);
    return (
      <NavLink
        key={to}
        component={Link}
        to={to}
        label={label}
        leftSection={<Icon size={18} aria-hidden />}
        active={active}
        aria-current={active ? 'page' : undefined}
        onClick={onNavigate}
      />
    );
  });
}
