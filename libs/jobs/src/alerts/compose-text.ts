import type { AppErrorCode, SourceName } from '@pulso/domain';
import type { LateSource, OpenIncident } from './incident.ts';
import type { AlertText, IncidentMessage } from './incident-message.ts';

/** What an incident is called, what is said of it, and what to do. */
interface Telling {
  title: string;
  what: string[];
  todo: string;
}

/** The message in the words of those who sell and those who operate; instants where the tenant is. */
export function composeText(message: IncidentMessage): AlertText {
  const { incident, phase, tenant, openedAt, endedAt, endCause } = message;
  const telling = phase === 'opened' ? tellBeginning(message) : tellEnd(message);
  const { tenantId, incidentId, kind, subject, since, details } = incident;
  return {
    id: `${incidentId}-${phase}`,
    title: `${telling.title}: ${tenant.name}`,
    lines: [...telling.what, ...(telling.todo ? [`O que fazer: ${telling.todo}`] : [])],
    fields: {
      event: `incident.${phase}`,
      incidentId,
      tenantId,
      tenantName: tenant.name,
      timeZone: tenant.timeZone,
      kind,
      subject,
      since: since.toISOString(),
      openedAt: openedAt.toISOString(),
      endedAt: phase === 'ended' ? (endedAt?.toISOString() ?? null) : null,
      endCause: phase === 'ended' ? endCause : null,
      details,
    },
  };
}

function tellBeginning({ incident, tenant: { timeZone } }: IncidentMessage): Telling {
  const at = (instant: Date | string) => localTime(instant, timeZone);
  const since = at(incident.since);
  switch (incident.kind) {
    case 'data_late':
      return {
        title: 'Dados atrasados',
        what: [
          ...incident.details.sources.map((source) => tellSource(source, timeZone)),
          `O combinado é no máximo ${duration(incident.details.promise.freshWithin_minutes)}; para visitas, 26 horas ou mais.`,
        ],
        todo: 'em geral nada: o Pulso continua tentando e avisa quando os dados estiverem em dia. Se demorar, rode "pulso doctor".',
      };
    case 'data_stale':
      return {
        title: 'Dados velhos',
        what: [
          ...incident.details.sources.map((source) => tellSource(source, timeZone)),
          `Passou do limite de ${duration(incident.details.promise.staleAfter_minutes)} (para visitas, 50 horas ou mais): não decida nada por estes números.`,
        ],
        todo: 'rode "pulso doctor", que diz o que está errado, e veja se o agendador está de pé.',
      };
    case 'run_failed':
      return {
        title: 'Execução falhou de novo',
        what: [
          `${jobName(incident.subject)} falhou ${times(incident.details.failures)} desde a última vez que terminou bem; a falha mais recente foi em ${at(incident.details.lastFailedAt)}.`,
          `Motivo: ${failureReason(incident.details.errorCode)}.`,
        ],
        todo: 'o Pulso tenta de novo no próximo horário. Se continuar, rode "pulso doctor" e veja o log.',
      };
    case 'connection_lost':
      return {
        title: 'Conta sem autorização',
        what: [
          `A conta ${incident.details.seller} não pode mais ser lida desde ${since}. ${incident.details.reason}`,
          'Até lá, os números desta conta ficam como estão.',
        ],
        todo: 'peça a quem é dono da conta que a conecte de novo no Pulso.',
      };
    case 'notices_lost': {
      const { seller, waiting, missed } = incident.details;
      return {
        title: 'Avisos do Mercado Livre perdidos',
        what: [
          ...(waiting > 0 ? [`${count(waiting)} da conta ${seller} chegaram e não foram lidos desde ${since}.`] : []),
          ...(missed > 0
            ? [`${count(missed)} da conta ${seller} não chegaram até nós; o primeiro foi achado em ${since}.`]
            : []),
          'Nenhum número se perde: a leitura de cada hora traz o que mudou. Só demora mais para aparecer.',
        ],
        todo: 'veja se o endereço público do Pulso responde de fora e se a API e o agendador estão de pé.',
      };
    }
  }
}

function tellEnd({ incident, tenant: { timeZone }, endedAt, endCause }: IncidentMessage): Telling {
  const since = localTime(incident.since, timeZone);
  const until = endedAt ? localTime(endedAt, timeZone) : '';
  if (endCause === 'unwatched') {
    return {
      title: `Encerrado sem solução (${NAMES[incident.kind].trouble})`,
      what: [
        `A empresa foi pausada ou a conta não está mais ligada, e por isso o Pulso deixou de acompanhar isto em ${until}. Havia começado em ${since}.`,
      ],
      todo: '',
    };
  }
  return {
    title: NAMES[incident.kind].solved,
    what: [`${NAMES[incident.kind].sentence} em ${until}. O problema havia começado em ${since}.`],
    todo: '',
  };
}

const NAMES: Record<OpenIncident['kind'], { trouble: string; solved: string; sentence: string }> = {
  data_late: {
    trouble: 'dados atrasados',
    solved: 'Dados em dia de novo',
    sentence: 'Todas as leituras voltaram a ficar em dia',
  },
  data_stale: {
    trouble: 'dados velhos',
    solved: 'Dados em dia de novo',
    sentence: 'Todas as leituras voltaram a ficar em dia',
  },
  run_failed: {
    trouble: 'execução falhou',
    solved: 'Execução voltou a terminar bem',
    sentence: 'Uma execução terminou bem de novo',
  },
  connection_lost: {
    trouble: 'conta sem autorização',
    solved: 'Conta conectada de novo',
    sentence: 'A conta voltou a ter autorização',
  },
  notices_lost: {
    trouble: 'avisos perdidos',
    solved: 'Avisos do Mercado Livre em dia de novo',
    sentence: 'Os avisos voltaram a chegar e a ser lidos',
  },
};

const SOURCES: Record<SourceName, string> = { listings: 'Os anúncios', orders: 'Os pedidos', visits: 'As visitas' };

function tellSource({ source, seller, through }: LateSource, timeZone: string): string {
  const read = source === 'visits' ? 'lidas' : 'lidos';
  return `${SOURCES[source]} da conta ${seller} não são ${read} desde ${localTime(through, timeZone)}.`;
}

function jobName(jobType: string): string {
  const names = new Map([
    ['sync-mercadolivre', 'A leitura do Mercado Livre'],
    ['rebuild-daily-metrics', 'O recálculo dos números'],
  ]);
  return names.get(jobType) ?? `A tarefa ${jobType}`;
}

/** Messages of errors are for the log: they may hold more than everybody should read. */
const REASONS: Partial<Record<AppErrorCode, string>> = {
  meli_unavailable: 'o Mercado Livre não respondeu',
  meli_throttled: 'o Mercado Livre pediu que chamássemos menos',
  meli_refused: 'o Mercado Livre recusou uma chamada',
  meli_contract: 'o Mercado Livre respondeu de uma forma que não conhecemos',
  meli_configuration: 'o aplicativo no Mercado Livre está mal configurado',
  database_unavailable: 'o banco de dados não respondeu',
  invariant_broken: 'uma conferência dos números não fechou',
  run_overdue: 'demorou mais do que pode',
  interrupted: 'o processo que a fazia parou de repente',
};

function failureReason(code: string | null): string {
  return REASONS[code as AppErrorCode] ?? 'uma falha nossa; o log tem os detalhes';
}

function times(failures: number): string {
  return failures === 1 ? '1 vez, mesmo tentando de novo,' : `${failures} vezes`;
}

function count(notices: number): string {
  return notices === 1 ? '1 aviso' : `${notices} avisos`;
}

function duration(minutes: number): string {
  const hours = minutes / 60;
  if (!Number.isInteger(hours)) return `${minutes} minutos`;
  return hours === 1 ? '1 hora' : `${hours} horas`;
}

/** Such as `20/11/2026 12:34 (America/Sao_Paulo)`. */
function localTime(instant: Date | string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('pt-BR', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return `${format.format(new Date(instant)).replace(', ', ' ')} (${timeZone})`;
}
