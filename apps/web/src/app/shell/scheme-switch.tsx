import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import classes from './shell.module.css';

/** Light or dark. Until it is pressed, the device decides. */
export function SchemeSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" className={classes.scheme} onClick={() => setColorScheme(other)}>
      <Icon name={other === 'dark' ? 'moon' : 'sun'} size={20} />
      <span className={classes.schemeWords}>{t(`shell.${other}`)}</span>
    </button>
  );
}
