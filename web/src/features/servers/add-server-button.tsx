import { Button, type ButtonProps } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

const LinkButton = createLink((props: ButtonProps & Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps>) => (
  <Button component="a" {...props} />
));

export function AddServerButton() {
  return (
    <LinkButton to="/add" leftSection={<IconPlus size={16} aria-hidden />}>
      Add server
    </LinkButton>
  );
}
