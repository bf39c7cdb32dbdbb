import { ActionIcon, Badge, createTheme, type CSSVariablesResolver, NavLink } from '@mantine/core';
import classes from './theme.module.css';

/** The place within the page's main landmark where menus and the like open. */
export const FLOATING = 'floating';

// an area that scrolls must be one that is reached by keyboard: the list itself
const lists = { defaultProps: { withScrollArea: false }, classNames: { options: classes.options } };

export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  autoContrast: true,
  respectReducedMotion: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' }, h3: { fontSize: '1rem' } },
  },
  components: {
    ActionIcon: ActionIcon.extend({ classNames: { root: classes.actionIcon } }),
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 500 } }),
    // what else would come first in it is no item
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { portalProps: { target: `#${FLOATING}` } } },
    Select: lists,
    TagsInput: lists,
    NavLink: NavLink.extend({ classNames: { root: classes.navLink, description: classes.description } }),
  },
});

/** Mantine's quiet and red texts have too little contrast for WCAG AA on some backgrounds. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[6],
    '--mantine-color-error': colors.red[9],
    '--mantine-color-red-text': colors.red[9],
    '--mantine-color-orange-text': colors.orange[9],
    '--mantine-color-anchor': colors.indigo[8],
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-error': colors.red[4],
    '--mantine-color-red-text': colors.red[4],
    '--mantine-color-anchor': colors.indigo[3],
  },
});
