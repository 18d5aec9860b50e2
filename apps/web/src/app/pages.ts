import type { ComponentType } from 'react';
import type { IconName } from '../components/icon.tsx';

export interface PageModel {
  /** Ends with an asterisk where a page is of one thing of many, which the rest of the address names. */
  path: string;
  /** Its name in the navigation, in the window's title and over the page. */
  name:
    | 'overview'
    | 'listings'
    | 'runs'
    | 'accounts'
    | 'settings'
    | 'access'
    | 'listing'
    | 'passport'
    | 'reconciliation';
  /** Its drawing in the navigation; without one it is reached from what it tells of. */
  icon?: IconName;
  /** The page of the navigation that leads to it, where its path does not say so. */
  within?: PageModel['name'];
  /** Lists with many columns take what a wide screen has; sentences and drawings do not. */
  isWide?: true;
  /** Its script, fetched when it is gone to. */
  load: () => Promise<ComponentType>;
}

/** The pages, those of the navigation in its order. */
export const pages: readonly PageModel[] = [
  {
    path: '/',
    name: 'overview',
    icon: 'pulse',
    load: async () => (await import('./overview-page.tsx')).OverviewPage,
  },
  {
    path: '/anuncios',
    name: 'listings',
    icon: 'tag',
    isWide: true,
    load: async () => (await import('./listings-page.tsx')).ListingsPage,
  },
  {
    path: '/execucoes',
    name: 'runs',
    icon: 'clock',
    load: async () => (await import('./runs-page.tsx')).RunsPage,
  },
  {
    path: '/contas',
    name: 'accounts',
    icon: 'link',
    load: async () => (await import('./accounts-page.tsx')).AccountsPage,
  },
  {
    path: '/ajustes',
    name: 'settings',
    icon: 'sliders',
    load: async () => (await import('./settings-page.tsx')).SettingsPage,
  },
  {
    path: '/acesso',
    name: 'access',
    within: 'settings',
    load: async () => (await import('../features/members/access-page.tsx')).AccessPage,
  },
  {
    path: '/anuncios/*',
    name: 'listing',
    load: async () => (await import('./listing-page.tsx')).ListingPage,
  },
  {
    path: '/passaporte',
    name: 'passport',
    load: async () => (await import('./passport-page.tsx')).PassportPage,
  },
  {
    path: '/conferencia',
    name: 'reconciliation',
    within: 'overview',
    load: async () => (await import('./reconciliation-page.tsx')).ReconciliationPage,
  },
];

/** The page at a path; undefined where there is none. A slash at the end means nothing. */
export function pageAt(path: string): PageModel | undefined {
  const plain = path.replace(/(?<=.)\/+$/, '');
  return pages.find((page) => page.path === plain) ?? pages.find((page) => isOneOf(page, plain));
}

function isOneOf({ path }: PageModel, plain: string): boolean {
  const above = path.slice(0, -1);
  return path.endsWith('*') && plain.startsWith(above) && /^[^/]+$/.test(plain.slice(above.length));
}
