// The failures a person or a script can meet, as values that cross every border unchanged.
// A layer throws a Failure inside; the border turns it into a Result, an exit status or an HTTP status.
import { inEnglish, type Said, type SaidValue } from './said.ts';

/** The codes of CLI.md with what each border makes of them. */
export const FAILURES = {
  unexpected: { exitStatus: 1, httpStatus: 500 },
  usage: { exitStatus: 2, httpStatus: 400 },
  'not-found': { exitStatus: 3, httpStatus: 404 },
  invalid: { exitStatus: 4, httpStatus: 422 },
  damaged: { exitStatus: 5, httpStatus: 409 },
  locked: { exitStatus: 6, httpStatus: 423 },
  'newer-format': { exitStatus: 7, httpStatus: 409 },
  'too-large': { exitStatus: 8, httpStatus: 413 },
  unavailable: { exitStatus: 9, httpStatus: 503 },
  partial: { exitStatus: 10, httpStatus: 207 },
} as const;

export type FailureCode = keyof typeof FAILURES;

/** What a failure says, with what the sentences are made of; `remedy` is left out where there is none or it is known in English only. */
export interface FailureSaid {
  readonly message?: Said | undefined;
  readonly remedy?: Said | undefined;
}

/** A failure as it crosses a border: `message` says what failed on what, `remedy` what to do, `subject` names the thing. */
export interface FailureValue {
  readonly code: FailureCode;
  readonly message: string;
  readonly remedy?: string | undefined;
  readonly subject?: string | undefined;
  /** The same sentences for a window that speaks another language. */
  readonly said?: FailureSaid | undefined;
}

export interface FailureDetails {
  readonly remedy?: Said | string | undefined;
  readonly subject?: string | undefined;
  readonly cause?: unknown;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: FailureValue };

/** A failure that we understand, thrown inside a layer. Anything else that is thrown is a defect of ours (`unexpected`). */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly remedy: string | undefined;
  readonly subject: string | undefined;
  readonly said: FailureSaid;

  constructor(code: FailureCode, message: Said | string, { remedy, subject, cause }: FailureDetails = {}) {
    super(inEnglish(message), cause === undefined ? undefined : { cause });
    this.code = code;
    this.remedy = remedy === undefined ? undefined : inEnglish(remedy);
    this.subject = subject;
    this.said = { ...spoken('message', message), ...spoken('remedy', remedy) };
  }

  /** Makes the failure again that came over a border; `details` go before its own. */
  static from(
    { message, remedy, said, ...value }: FailureValue,
    details: Omit<FailureDetails, 'remedy'> = {},
  ): Failure {
    return new Failure(value.code, said?.message ?? message, {
      remedy: said?.remedy ?? remedy,
      subject: value.subject,
      ...details,
    });
  }

  /** Its sentence, to be a part of another one. */
  get sentence(): SaidValue {
    return this.said.message ?? this.message;
  }

  /** Gives the failure as a plain value, without what is absent. */
  toValue(): FailureValue {
    return {
      code: this.code,
      message: this.message,
      ...(this.remedy === undefined ? {} : { remedy: this.remedy }),
      ...(this.subject === undefined ? {} : { subject: this.subject }),
      ...(Object.keys(this.said).length === 0 ? {} : { said: this.said }),
    };
  }
}

function spoken(name: keyof FailureSaid, given: Said | string | undefined): FailureSaid {
  return typeof given === 'object' ? { [name]: given } : {};
}

/** Turns whatever was thrown into a failure value; what is not a Failure becomes `unexpected` with its own message. */
export function failureValueOf(thrown: unknown): FailureValue {
  if (thrown instanceof Failure) return thrown.toValue();
  return { code: 'unexpected', message: thrown instanceof Error ? thrown.message : String(thrown) };
}
