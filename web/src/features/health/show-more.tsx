import { Button } from '@mantine/core';

export function ShowMore({ hidden, onShow }: { hidden: number; onShow: () => void }) {
  if (hidden <= 0) return null;
  return (
    <Button variant="default" onClick={onShow}>
      Show {hidden} more
    </Button>
  );
}
