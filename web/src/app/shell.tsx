import { AppShell, Box } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { Header } from './header';
import { Navigation } from './navigation';
import { OfflineNotice } from './offline-notice';
import { Palette } from './palette';
import { FLOATING } from './theme';

/** The frame of all pages. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <AppShell.Header>
        <Header menuOpened={opened} toggleMenu={toggle} />
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Pages">
        <Navigation onNavigate={close} />
      </AppShell.Navbar>
      <AppShell.Main>
        <OfflineNotice />
        <Box maw={1400} mx="auto">
          <Outlet />
        </Box>
        <div id={FLOATING} />
      </AppShell.Main>
      <Palette />
    </AppShell>
  );
}
