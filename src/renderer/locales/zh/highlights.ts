// The words of the view of all highlights in Chinese.
import type { highlights as english } from '../en/highlights.ts';

export const highlights: Readonly<Record<keyof typeof english, string>> = {
  highlights: '高亮',
  'highlights.count': '{count, plural, =0 {没有高亮} other {# 条高亮和笔记}}',
  'highlights.none': '还没有高亮',
  'highlights.none.hint': '在文章中选中一段文字并选择颜色，或按 h：它会连同笔记列在这里，并可回到原处。',
  'highlights.words': '词语',
  'highlights.tag': '标签',
  'highlights.source': '来源',
  'highlights.after': '始于',
  'highlights.before': '早于',
  'highlights.any': '不限',
  'highlights.all': '全部显示',
  'highlights.choose': '选择 {words}',
  'highlights.export': '导出这些',
  'highlights.exportChosen': '{count, plural, other {导出选中的 # 条}}',
  'highlights.format.w3c': 'Web 批注（JSON-LD）',
  'highlights.format.csv': '表格（CSV，同 Readwise）',
  'highlights.format.markdown': 'Markdown',
  'highlights.format.hypothesis': 'Hypothesis（JSON）',
  meanings: '颜色的含义',
  'meanings.hint': '对使用此档案库的所有人有效，并显示在每种颜色旁边。',
  'meanings.named': '{color}：{meaning}',
};
