// What a person can do where an original cannot be annotated.
import { said } from '../../../shared/said.ts';

export const AS_READING = said`Export its text instead, with --pdf-as reading.`;
