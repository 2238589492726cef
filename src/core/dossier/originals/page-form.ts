// The name by which a sheet of a dossier draws the original's page; by it such a sheet is known again.
export const PAGE_FORM = 'PmPage';
