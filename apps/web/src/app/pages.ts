import type { ComponentType } from 'react';
import type { IconName } from '../components/icon.tsx';

export interface PageModel {
  path: string;
  /** Its name in the navigation, in the window's title and over the page. */
  name: 'overview' | 'listings' | 'runs' | 'access';
  icon: IconName;
  /** Lists with many columns take what a wide screen has; sentences and drawings do not. */
  isWide?: true;
  /** Its script, fetched when it is gone to. */
  load: () => Promise<ComponentType>;
}

/** The pages, in the order of the navigation. */
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
    path: '/acesso',
    name: 'access',
    icon: 'person',
    load: async () => (await import('../features/members/access-page.tsx')).AccessPage,
  },
];

/** The page at a path; undefined where there is none. A slash at the end means nothing. */
export function pageAt(path: string): PageModel | undefined {
  const plain = path.replace(/(?<=.)\/+$/, '');
  return pages.find((page) => page.path === plain);
}
