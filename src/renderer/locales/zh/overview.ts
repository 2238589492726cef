// The words of the overview in Chinese.
import type { overview as english } from '../en/overview.ts';

export const overview: Readonly<Record<keyof typeof english, string>> = {
  overview: '概览',
  'overview.count': '{count, plural, other {# 篇文章}}',
  'overview.by': '统计单位',
  'overview.by.day': '按日',
  'overview.by.month': '按月',
  'overview.by.year': '按年',
  'overview.undated': '{count, plural, other {# 篇文章}}没有这么精确的日期。',
  'overview.time': '文章的时间分布',
  'overview.sources': '各来源的文章',
  'overview.languages': '各语言的文章',
  'overview.colors': '各颜色的高亮',
  'overview.table': '以表格显示',
  'overview.none': '有了文章之后，这里会显示它们按时间、来源和语言的分布。',
};
