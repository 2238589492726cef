// What can be done with the article that is read, in one row that stays in sight: its forms, its outline, looking for words, how it is set, notes,
// printing, what is known of it, correcting it.
import {
  BookOpenText,
  FileText,
  Info,
  ListTree,
  NotebookPen,
  PencilLine,
  Printer,
  Search,
  SquareDashedMousePointer,
} from 'lucide-react';
import {
  Button,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  ToggleButton,
  ToggleButtonGroup,
  Toolbar,
} from 'react-aria-components';
import { useText } from '../i18n.ts';
import { AppearanceMenu } from './appearance-menu.tsx';
import type { Heading } from './outline.ts';
import type { Passage } from './text-range.ts';
import './reader-bar.css';

/** Whether an article is shown as its text or as the pages of its original. */
export type ArticleForm = 'text' | 'pages';

export interface ReaderBarProps {
  /** Undefined where there is only the text. */
  readonly form: ArticleForm | undefined;
  readonly onForm: (form: ArticleForm) => void;
  /** Whether the next drag marks a part of a page; undefined where there are no pages to drag on. */
  readonly marking: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void } | undefined;
  readonly outline: readonly Heading[];
  readonly onGo: (passage: Passage) => void;
  readonly onFind: () => void;
  readonly onNote: () => void;
  readonly onPrint: (() => void) | undefined;
  readonly onDetails: () => void;
  readonly onCorrect: () => void;
}

/** Shows the row. */
export function ReaderBar(props: ReaderBarProps) {
  const text = useText();
  const { form, marking, outline } = props;
  return (
    <Toolbar className="reader-bar" aria-label={text('reader.bar')}>
      {form !== undefined && (
        <ToggleButtonGroup
          className="choice-row"
          aria-label={text('form')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[form]}
          onSelectionChange={(chosen) => {
            const [first] = chosen;
            if (first !== undefined) props.onForm(first as ArticleForm);
          }}
        >
          <ToggleButton id="pages" className="button">
            <FileText aria-hidden size={16} /> {text('form.pages')}
          </ToggleButton>
          <ToggleButton id="text" className="button">
            <BookOpenText aria-hidden size={16} /> {text('form.text')}
          </ToggleButton>
        </ToggleButtonGroup>
      )}
      <span className="bar-space" />
      {outline.length > 0 && (
        <MenuTrigger>
          <Button className="button icon" aria-label={text('outline')}>
            <ListTree aria-hidden size={18} />
          </Button>
          <Popover className="popover outline" placement="bottom end">
            <Menu
              className="menu"
              aria-label={text('outline')}
              onAction={(key) => {
                const heading = outline[Number(key)];
                if (heading !== undefined) props.onGo(heading.passage);
              }}
            >
              {outline.map(({ level, words, passage }, i) => (
                <MenuItem
                  key={passage.start}
                  id={i}
                  className="menu-item"
                  textValue={words}
                  style={{ paddingInlineStart: `${level - 0.5}rem` }}
                >
                  <bdi>{words}</bdi>
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      <Button className="button icon" aria-label={text('find.open')} onPress={props.onFind}>
        <Search aria-hidden size={18} />
      </Button>
      <AppearanceMenu isPaged={form === 'pages'} />
      {marking !== undefined && (
        <ToggleButton
          className="button icon"
          aria-label={text('areas.markOnPage')}
          isSelected={marking.isOn}
          onChange={marking.onChange}
        >
          <SquareDashedMousePointer aria-hidden size={18} />
        </ToggleButton>
      )}
      <Button className="button icon" aria-label={text('reader.noteWhole')} onPress={props.onNote}>
        <NotebookPen aria-hidden size={18} />
      </Button>
      {props.onPrint !== undefined && (
        <Button className="button icon" aria-label={text('print')} onPress={props.onPrint}>
          <Printer aria-hidden size={18} />
        </Button>
      )}
      <Button className="button icon" aria-label={text('correct')} onPress={props.onCorrect}>
        <PencilLine aria-hidden size={18} />
      </Button>
      <Button className="button icon" aria-label={text('details')} onPress={props.onDetails}>
        <Info aria-hidden size={18} />
      </Button>
    </Toolbar>
  );
}
