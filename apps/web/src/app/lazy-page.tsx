import { type ComponentType, Suspense } from 'react';
import { lazyOr, NotArrived } from '../components/lazy-or.tsx';
import { LoadingPage } from './loading-page.tsx';
import { type PageModel, pages } from './pages.ts';

const components = new Map<PageModel['name'], ComponentType>(
  pages.map((page) => [page.name, lazyOr(page.load, NotArrived)]),
);

/** The page that the visit begins with, where its script came before anything was drawn. */
let first: { page: PageModel; component: ComponentType } | undefined;

/** Fetches the script of the page that a visit begins with, so that its place need not be drawn before it. Never fails: whoever draws it says why it is missing. */
export async function fetchFirstPage(page: PageModel | undefined): Promise<void> {
  const component = await page?.load().catch(() => undefined);
  if (page && component) first = { page, component };
}

/** A page, once its script has come; until then its place. */
export function LazyPage({ page }: { page: PageModel }) {
  const Page = (first?.page === page ? first.component : components.get(page.name)) ?? NotArrived;
  return (
    <Suspense fallback={<LoadingPage page={page} />}>
      <Page />
    </Suspense>
  );
}
