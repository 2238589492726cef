// What a person can do where an original cannot be annotated.
export const AS_READING = 'Export its text instead, with --pdf-as reading.';
