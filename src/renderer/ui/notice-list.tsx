// Shows the notices in a corner, where a screen reader hears of them. What they say is decided where they are told.
import { X } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useFailureWords } from '../failure-words.ts';
import { useText } from '../i18n.ts';
import { closeNotice, type Notice, useNotices } from '../notices.ts';
import './notice-list.css';

/** Shows all notices; the region is always there, so that what comes into it is announced. */
export function NoticeList() {
  const text = useText();
  const notices = useNotices();
  return (
    <section className="notices" aria-label={text('notices')} aria-live="polite">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const text = useText();
  const close = () => closeNotice(notice.id);
  const { action } = notice;
  const words = useFailureWords();
  const { message, remedy } = notice.kind === 'failed' ? words(notice.failure) : { ...notice, remedy: undefined };
  return (
    <div className={`notice ${notice.kind}`}>
      <div className="notice-words">
        <p>{message}</p>
        {remedy !== undefined && <p className="quiet">{remedy}</p>}
      </div>
      {action && (
        <Button
          className="button plain"
          onPress={() => {
            close();
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <Button className="button icon" aria-label={text('close')} onPress={close}>
        <X aria-hidden size={16} />
      </Button>
    </div>
  );
}
