// The tray of imports: what is coming in, what came in, what did not and why, with trying again.

import { AlertTriangle, Check, ChevronDown, ChevronUp, CircleStop, Copy, LoaderCircle, X } from 'lucide-react';
import { memo, useEffect, useState } from 'react';
import { Button, Link, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { ImportItem } from '../../shared/api/documents.ts';
import { useFailureWords } from '../failure-words.ts';
import { useText } from '../i18n.ts';
import { ALL_DOCUMENTS, formatRoute } from '../routes.ts';
import type { ImportTask } from './import-queue.ts';
import { warningWords } from './import-warnings.ts';
import { clearImports, retryImport, retryImportAs, stopImports, useImports } from './imports.ts';
import './import-tray.css';

/** How long a tray stays that has nothing to tell but what the list shows too, in milliseconds. */
const STAY = 6000;

/** Articles, and as many failures, that are named in the tray. */
const MOST_LINES = 10;

/** Shows the tray while there is something in it; it goes by itself when all came in and nobody is at it. */
export function ImportTray() {
  const tasks = useImports();
  return tasks.length > 0 && <Tray tasks={tasks} />;
}

function Tray({ tasks }: { readonly tasks: readonly ImportTask[] }) {
  const text = useText();
  const [isFolded, setFolded] = useState(false);
  /** The height that is kept while one points at it: as it grows upwards, its buttons would leave a press that has begun. 0: no height. */
  const [heldHeight, setHeldHeight] = useState<number>();
  const [hasFocus, setFocus] = useState(false);
  const goes = tasks.every(needsNoWord) && heldHeight === undefined && !hasFocus;
  useEffect(() => {
    if (!goes) return undefined;
    const timer = setTimeout(clearImports, STAY);
    return () => clearTimeout(timer);
  }, [goes]);
  const left = tasks.filter(({ state }) => state === 'waiting' || state === 'running').length;
  const failed = tasks.filter(({ state }) => state === 'failed').length;
  const stopped = tasks.filter(({ state }) => state === 'stopped').length;
  const summary =
    left > 0
      ? text('import.running', { done: tasks.length - left, total: tasks.length })
      : stopped > 0
        ? text('import.stopped', { count: stopped })
        : failed > 0
          ? text('import.failed', { count: failed })
          : text('import.done', { count: tasks.length });
  return (
    <section
      className="import-tray"
      aria-label={text('import.tray')}
      style={heldHeight ? { height: heldHeight } : undefined}
      onPointerEnter={({ currentTarget }) => setHeldHeight(currentTarget.offsetHeight)}
      onPointerLeave={() => setHeldHeight(undefined)}
      onFocus={() => setFocus(true)}
      onBlur={() => setFocus(false)}
    >
      <header>
        <p role="status">{summary}</p>
        {left > 0 && (
          <Button className="button icon" aria-label={text('import.stop')} onPress={stopImports}>
            <CircleStop aria-hidden size={16} />
          </Button>
        )}
        {failed + stopped > 1 && left === 0 && (
          <Button className="button plain" onPress={() => retryImport()}>
            {text(stopped > 0 ? 'import.goOn' : 'retry.all')}
          </Button>
        )}
        <Button
          className="button icon"
          aria-label={text(isFolded ? 'unfold' : 'fold')}
          onPress={() => {
            setFolded(!isFolded);
            setHeldHeight((height) => height && 0);
          }}
        >
          {isFolded ? <ChevronUp aria-hidden size={16} /> : <ChevronDown aria-hidden size={16} />}
        </Button>
        <Button className="button icon" aria-label={text('import.clear')} isDisabled={left > 0} onPress={clearImports}>
          <X aria-hidden size={16} />
        </Button>
      </header>
      {!isFolded && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        <ul className="import-tasks" tabIndex={0} aria-label={text('import.tray')}>
          {tasks.map((task) => (
            <TaskRow key={task.id} task={task} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** True when a task brought in all that it held, without a warning. */
function needsNoWord({ state, reports }: ImportTask): boolean {
  return state === 'ended' && reports.every(({ status, warnings }) => status === 'imported' && warnings.length === 0);
}

function TaskRow({ task }: { readonly task: ImportTask }) {
  const text = useText();
  const words = useFailureWords();
  const { state, failure, reports } = task;
  return (
    <li className={`import-task ${state}`}>
      <TaskIcon task={task} />
      <div className="import-words">
        <p className="import-name" dir="auto">
          {task.name}
        </p>
        {state === 'failed' && failure && (
          <>
            <p className="import-reason">{words(failure, task.name).message}</p>
            {failure.remedy !== undefined && <p className="quiet">{words(failure).remedy}</p>}
          </>
        )}
        {state !== 'failed' && <Reports reports={reports} />}
        {state === 'stopped' && <p className="quiet">{text('import.stopped.kept')}</p>}
      </div>
      {(state === 'failed' || state === 'stopped') && (
        <div className="import-again">
          <Button className="button plain" onPress={() => retryImport(task.id)}>
            {text(state === 'stopped' ? 'import.goOn' : 'retry')}
          </Button>
          {state === 'failed' && task.isFile && failure?.code === 'invalid' && <ReadAs task={task} />}
        </div>
      )}
    </li>
  );
}

/** The formats that a person can say a file is in; those of single programs are known by what is in them. */
const SAYABLE = [
  'text',
  'markdown',
  'html',
  'mhtml',
  'pdf',
  'epub',
  'docx',
  'eml',
  'mbox',
  'feed',
  'warc',
  'wacz',
] as const;

/** Lets one say in which format a file is that was not known, or was taken for another. */
function ReadAs({ task: { id, name } }: { readonly task: ImportTask }) {
  const text = useText();
  return (
    <MenuTrigger>
      <Button className="button plain" aria-label={text('import.readAs.one', { name })}>
        {text('import.readAs')} <ChevronDown aria-hidden size={14} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" onAction={(format) => retryImportAs(id, String(format))}>
          {SAYABLE.map((format) => (
            <MenuItem key={format} id={format} className="menu-item">
              {text(`format.${format}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** Shows what did not come in and what came last, and how many more there are. */
function Reports({ reports }: { readonly reports: readonly ImportItem[] }) {
  const text = useText();
  const failures = reports.filter(({ error }) => error !== undefined).slice(0, MOST_LINES);
  const others = reports.filter(({ error }) => error === undefined).slice(-MOST_LINES);
  const shown = reports.length <= MOST_LINES ? reports : [...failures, ...others];
  const left = reports.length - shown.length;
  return (
    <>
      {shown.map((report) => (
        <ReportLine key={`${report.source} ${report.id}`} report={report} />
      ))}
      {left > 0 && <p className="quiet">{text('import.more', { count: left })}</p>}
    </>
  );
}

const ReportLine = memo(function ReportLine({ report }: { readonly report: ImportItem }) {
  const text = useText();
  const words = useFailureWords();
  const { id, status, title, warnings, error } = report;
  return (
    <>
      {id !== undefined && (
        <p>
          {status === 'duplicate' && <span className="quiet">{text('import.duplicate')} </span>}
          <Link href={formatRoute({ view: 'document', document: id, list: ALL_DOCUMENTS })} dir="auto">
            {title || text('import.open')}
          </Link>
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} className="import-warning">
          {warningWords(text, warning)}
        </p>
      ))}
      {error && (
        <p className="import-reason">
          {report.source}: {words(error, report.source).message}
        </p>
      )}
    </>
  );
});

function TaskIcon({ task: { state, reports } }: { readonly task: ImportTask }) {
  if (state === 'failed') return <AlertTriangle aria-hidden size={16} className="import-bad" />;
  if (state === 'stopped') return <CircleStop aria-hidden size={16} />;
  if (state === 'ended') {
    const isKnown = reports.length > 0 && reports.every(({ status }) => status === 'duplicate');
    return isKnown ? <Copy aria-hidden size={16} /> : <Check aria-hidden size={16} className="import-good" />;
  }
  return <LoaderCircle aria-hidden size={16} className={state === 'running' ? 'turning' : 'import-waiting'} />;
}
