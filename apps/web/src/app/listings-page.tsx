import { useTranslation } from 'react-i18next';
import { PageHead } from '../components/page-head.tsx';
import { CataloguePanel } from '../features/catalogue/catalogue-panel.tsx';
import { AccountPicker } from '../features/window/account-picker.tsx';
import { PeriodPicker } from '../features/window/period-picker.tsx';
import { useWindowFilter } from '../features/window/use-window-filter.ts';
import { WindowLine } from '../features/window/window-line.tsx';

/** Anúncios: every listing of the period. */
export function ListingsPage() {
  const { t } = useTranslation();
  const { filter, setDays, setRange, setConnection } = useWindowFilter();
  return (
    <>
      <PageHead title={t('shell.listings')} line={<WindowLine filter={filter} />}>
        <AccountPicker connectionId={filter.connectionId} onChange={setConnection} />
        <PeriodPicker filter={filter} onDays={setDays} onRange={setRange} />
      </PageHead>
      <CataloguePanel filter={filter} />
    </>
  );
}
