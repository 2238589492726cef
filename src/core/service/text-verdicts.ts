// What the texts of documents say to a query's phrases. Texts lie on disk, and a search cannot wait: it notes what it has to know,
// then the texts are read and looked at, several at a time, and the search runs again with the answers. No text is kept.
import { fewAtOnce } from '../archive/few-at-once.ts';
import type { TextQuestion } from '../search/search-index.ts';

/** Texts that are being read at one time: most of reading one is waiting. */
const READ_AT_ONCE = 16;

export class TextVerdicts {
  readonly #known = new Map<string, boolean>();
  readonly #open = new Map<string, TextQuestion[]>();

  /** Whether there are questions that were not answered yet. */
  get hasOpen(): boolean {
    return this.#open.size > 0;
  }

  /** Gives the answer when it is known; else notes the question and says no. */
  holds(question: TextQuestion): boolean {
    const known = this.#known.get(keyOf(question));
    if (known !== undefined) return known;
    const text = `${question.part} ${question.id}`;
    const open = this.#open.get(text);
    if (open === undefined) this.#open.set(text, [question]);
    else if (!open.some(({ name }) => name === question.name)) open.push(question);
    return false;
  }

  /** Answers all open questions. `read` gives the text that one is about. */
  async answer(read: (question: TextQuestion) => Promise<string>): Promise<void> {
    const answer = async (questions: readonly TextQuestion[]) => {
      const text = await read(questions[0] as TextQuestion);
      for (const question of questions) this.#known.set(keyOf(question), question.holds(text));
    };
    await fewAtOnce([...this.#open.values()], answer, READ_AT_ONCE);
    this.#open.clear();
  }
}

function keyOf({ id, part, name }: TextQuestion): string {
  return `${id} ${part} ${name}`;
}
