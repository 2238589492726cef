// Analyses by the names that they give themselves, for threads that get a name and make their own.
import type { Analysis } from './analysis.ts';
import { lunrAnalysis } from './lunr-analysis.ts';
import { pressmarkAnalysis } from './pressmark-analysis.ts';

/** Makes the analysis of a name. @throws Failure `invalid` for a language that lunr has no pipeline for */
export function analysisNamed(name: string): Analysis {
  return name.startsWith('lunr-') ? lunrAnalysis(name.slice('lunr-'.length)) : pressmarkAnalysis();
}
