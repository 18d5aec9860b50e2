import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import { listingStates } from '../listings/listing-states.ts';
import classes from './catalogue.module.css';
import { classes as abcClasses, type CatalogueView, clips } from './catalogue-view.ts';

/** Somebody who types is not interrupted. */
const TYPING_MS = 300;

interface CatalogueFiltersProps {
  view: CatalogueView;
  onChange: (change: Partial<CatalogueView>) => void;
}

const clipKeys = { yes: 'catalogue.clipYes', no: 'catalogue.clipNo', dontKnow: 'catalogue.clipDontKnow' } as const;
const classKeys = { A: 'catalogue.classA', B: 'catalogue.classB', C: 'catalogue.classC' } as const;

/** What narrows the list down; the server does it. */
export function CatalogueFilters({ view, onChange }: CatalogueFiltersProps) {
  const { t } = useTranslation();
  return (
    <search className={classes.filters}>
      <SearchField search={view.search} onSearch={(search) => onChange({ search })} />
      <NativeSelect
        aria-label={t('catalogue.status')}
        value={view.status ?? ''}
        onChange={({ currentTarget }) =>
          onChange({ status: listingStates.find((one) => one === currentTarget.value) ?? null })
        }
        data={[
          { value: '', label: t('catalogue.anyStatus') },
          ...listingStates.map((value) => ({ value, label: t(`catalogue.${value}`) })),
        ]}
      />
      <NativeSelect
        aria-label={t('catalogue.clip')}
        value={view.clip ?? ''}
        onChange={({ currentTarget }) => onChange({ clip: clips.find((one) => one === currentTarget.value) ?? null })}
        data={[
          { value: '', label: t('catalogue.anyClip') },
          ...clips.map((value) => ({ value, label: t(clipKeys[value]) })),
        ]}
      />
      <NativeSelect
        aria-label={t('catalogue.abc')}
        value={view.abc ?? ''}
        onChange={({ currentTarget }) =>
          onChange({ abc: abcClasses.find((one) => one === currentTarget.value) ?? null })
        }
        data={[
          { value: '', label: t('catalogue.anyAbc') },
          ...abcClasses.map((value) => ({ value, label: t(classKeys[value]) })),
        ]}
      />
    </search>
  );
}

/** Holds what is typed until it is asked for, and follows when something else is asked for elsewhere. */
function SearchField({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(search);
  const [asked, setAsked] = useState(search);
  if (search !== asked) {
    setAsked(search);
    setTyped(search);
  }
  const ask = useDebouncedCallback(onSearch, TYPING_MS);
  return (
    <TextInput
      type="search"
      className={classes.search}
      aria-label={t('catalogue.search')}
      placeholder={t('catalogue.search')}
      leftSection={<Icon name="search" />}
      maxLength={200}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        ask(currentTarget.value);
      }}
    />
  );
}
