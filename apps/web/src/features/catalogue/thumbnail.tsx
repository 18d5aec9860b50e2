import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import classes from './catalogue.module.css';

/** The listing's picture, or a quiet mark where there is none. */
export function Thumbnail({ url }: { url: string | null }) {
  const [isBroken, setIsBroken] = useState(false);
  return (
    <span className={classes.picture}>
      {url !== null && !isBroken ? (
        <img
          // Mercado Livre still names them without encryption, though it serves them with it.
          src={url.replace(/^http:/, 'https:')}
          alt=""
          width={40}
          height={40}
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          onError={() => setIsBroken(true)}
        />
      ) : (
        <Icon name="tag" />
      )}
    </span>
  );
}
