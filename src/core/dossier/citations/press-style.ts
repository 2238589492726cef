// The style that press references are set in when no other is asked for, and the Chinese terms that the shipped locales lack. Both are our own.

/** Author. “Title”. Publication, place, date, section, page. Address (seen on …). */
export const PRESS_STYLE = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" demote-non-dropping-particle="sort-only">
  <info><title>Pressmark press references</title><id>urn:pressmark:csl:press</id><updated>2026-11-01T00:00:00+00:00</updated></info>
  <macro name="author"><names variable="author"><name name-as-sort-order="first" sort-separator=", " and="text" delimiter=", " delimiter-precedes-last="never"/></names></macro>
  <macro name="date"><date variable="issued" form="text"/></macro>
  <macro name="seen"><date variable="accessed" form="text"/></macro>
  <citation><layout suffix="."><text variable="title"/></layout></citation>
  <bibliography entry-spacing="0">
    <sort><key variable="author"/><key variable="issued"/><key variable="title"/></sort>
    <layout suffix=".">
      <group delimiter=". ">
        <text macro="author"/>
        <text variable="title" quotes="true"/>
        <group delimiter=", ">
          <text variable="container-title" font-style="italic"/>
          <text variable="publisher-place"/>
          <text macro="date"/>
          <text variable="section"/>
          <group delimiter=" "><label variable="page" form="short"/><text variable="page"/></group>
        </group>
        <group delimiter=" ">
          <text variable="URL"/>
          <group prefix="(" suffix=")" delimiter=" "><text term="accessed"/><text macro="seen"/></group>
        </group>
      </group>
    </layout>
  </bibliography>
</style>`;

const MONTHS = Array.from(
  { length: 12 },
  (_, i) =>
    `<term name="month-${String(i + 1).padStart(2, '0')}">${i + 1}月</term><term name="month-${String(i + 1).padStart(2, '0')}" form="short">${i + 1}月</term>`,
).join('');

/** Terms, dates and quotation marks of Chinese, as far as styles ask for them. */
export const CHINESE_LOCALE = `<?xml version="1.0" encoding="utf-8"?>
<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="zh-CN">
  <style-options punctuation-in-quote="false"/>
  <date form="text"><date-part name="year" suffix="年"/><date-part name="month"/><date-part name="day" suffix="日"/></date>
  <date form="numeric"><date-part name="year"/><date-part name="month" form="numeric-leading-zeros" prefix="-"/><date-part name="day" form="numeric-leading-zeros" prefix="-"/></date>
  <terms>
    <term name="accessed">访问于</term><term name="retrieved">检索于</term><term name="from">自</term><term name="at">载</term><term name="in">见</term><term name="on">于</term>
    <term name="and">和</term><term name="et-al">等</term><term name="and others">等</term><term name="anonymous">佚名</term><term name="no date">无日期</term><term name="no date" form="short">无日期</term>
    <term name="online">在线</term><term name="available at">见</term><term name="cited">引用</term><term name="internet">互联网</term>
    <term name="open-quote">“</term><term name="close-quote">”</term><term name="open-inner-quote">‘</term><term name="close-inner-quote">’</term>
    <term name="page"><single>页</single><multiple>页</multiple></term><term name="page" form="short"><single>第</single><multiple>第</multiple></term>
    <term name="section"><single>版</single><multiple>版</multiple></term><term name="edition"><single>版</single><multiple>版</multiple></term>
    ${MONTHS}
  </terms>
</locale>`;
