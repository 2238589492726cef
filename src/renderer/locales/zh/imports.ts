// The words of imports in Chinese.
import type { imports as english } from '../en/imports.ts';

export const imports: Readonly<Record<keyof typeof english, string>> = {
  add: '添加',
  'add.files': '这台电脑上的文件…',
  'add.paste': '文本或网址…',
  import: '导入',
  'import.drop': '松开即可保存这些文章',
  'import.tray': '导入',
  'import.running': '正在导入，已完成 {done}/{total}',
  'import.done': '{count, plural, other {已完成 # 项导入}}',
  'import.failed': '{count, plural, other {# 项导入失败}}',
  'import.clear': '关闭导入列表',
  'import.duplicate': '已有：',
  'import.open': '打开',
  'paste.title': '添加文本或网址',
  'paste.content': '文章的文本，或网址（https://…）',
  'paste.documentTitle': '标题（若文本中没有）',
  'paste.source': '来源，例如一家报纸',
  'paste.isAddress': '此网址的页面会被获取一次并保存。',
};
