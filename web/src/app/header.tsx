import { ActionIcon, Burger, Button, Group, Image, Kbd, Text } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { spotlight } from '@mantine/spotlight';
import { Link } from '@tanstack/react-router';
import { AccountMenu } from './account-menu';
import classes from './header.module.css';
import { LiveIndicator } from './live-indicator';

interface HeaderProps {
  menuOpened: boolean;
  toggleMenu: () => void;
}

export function Header({ menuOpened, toggleMenu }: HeaderProps) {
  return (
    <Group h="100%" px={{ base: 'sm', sm: 'md' }} justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap">
        <Burger opened={menuOpened} onClick={toggleMenu} hiddenFrom="sm" size="sm" aria-label="Pages" />
        <Link to="/" className={classes.brand} aria-label="MCP Manager, overview">
          <Image src="/icon.svg" alt="" w={26} h={26} />
          <Text component="span" fw={600} visibleFrom="xs">
            MCP Manager
          </Text>
        </Link>
      </Group>
      <Group gap="sm" wrap="nowrap">
        <LiveIndicator />
        <Button
          variant="default"
          visibleFrom="xs"
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={<Kbd size="xs">Ctrl K</Kbd>}
          onClick={spotlight.open}
        >
          Search
        </Button>
        <ActionIcon variant="default" size={36} hiddenFrom="xs" aria-label="Search" onClick={spotlight.open}>
          <IconSearch size={18} aria-hidden />
        </ActionIcon>
        <AccountMenu />
      </Group>
    </Group>
  );
}
