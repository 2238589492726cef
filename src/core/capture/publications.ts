// The world's agencies and dailies by their sites and names, so that one publication has one name whatever its pages call it.
import { agencyNamed } from './news-agencies.ts';

interface Publication {
  readonly name: string;
  /** Sites; what stands before them (`www.`, `edition.`) does not count. */
  readonly domains: readonly string[];
  /** The languages of its pages (BCP 47), the first being its own. */
  readonly languages: readonly string[];
  /** What its pages call themselves besides the name. */
  readonly otherNames: readonly string[];
}

/** `name | domains | languages | other names`, each list parted by commas. */
const TABLE = `
Xinhua | xinhuanet.com, news.cn | zh, en, fr, es, ru, ar, ja, ko, de, pt | Xinhua News Agency, 新华网, 新华社, Agence de presse Xinhua
China News Service | chinanews.com, chinanews.com.cn, ecns.cn | zh, en | 中国新闻网, 中新网
China Daily | chinadaily.com.cn | en, zh, fr | 中国日报网, 中国日报
People's Daily | people.com.cn, people.cn | zh, en, fr, es, ru, ar, ja | 人民网, 人民日报, People's Daily Online, Le Quotidien du Peuple en ligne
Global Times | globaltimes.cn, huanqiu.com | en, zh | 环球网, 环球时报
CGTN | cgtn.com | en, fr, es, ru, ar |
Guangming Daily | gmw.cn | zh, en | 光明网, 光明日报
South China Morning Post | scmp.com | en | SCMP
Caixin | caixin.com, caixinglobal.com | zh, en | 财新网, Caixin Global
AFP | afp.com | fr, en, es, de, pt, ar | Agence France-Presse
Reuters | reuters.com | en, fr, es, de, ja, zh, ar, ru | Reuters News Agency, ロイター, Рейтер
AP | apnews.com, ap.org | en, es | AP News, AP NEWS, The Associated Press, Associated Press
TASS | tass.com, tass.ru | ru, en | ТАСС
RIA Novosti | ria.ru | ru | РИА Новости
Interfax | interfax.ru, interfax.com | ru, en | Интерфакс
EFE | efe.com | es, en, pt | Agencia EFE, EFE Noticias
Europa Press | europapress.es | es |
ANSA | ansa.it | it, en | ANSA.it, Agenzia ANSA
dpa | dpa.com, dpa-international.com | de, en | Deutsche Presse-Agentur
Kyodo | kyodonews.net, kyodonews.jp | ja, en, zh, ko | Kyodo News, Kyodo News+, 共同通信, 共同网
Jiji | jiji.com | ja, en | 時事ドットコム, 時事通信
Yonhap | yna.co.kr, yonhapnews.co.kr | ko, en, zh, ja, es, fr, ar | 연합뉴스, Yonhap News Agency, 韩联社, 聯合ニュース
Anadolu Agency | aa.com.tr | tr, en, fr, ar, ru | Anadolu Ajansı
Lusa | lusa.pt | pt, en | Agência Lusa
Belga | belganewsagency.eu, belga.be | en, fr, nl |
PTI | ptinews.com | en | Press Trust of India
Le Monde | lemonde.fr | fr, en | Le Monde.fr, LeMonde.fr
Le Figaro | lefigaro.fr | fr | LEFIGARO, Le Figaro.fr
Libération | liberation.fr | fr | Libération.fr
Les Echos | lesechos.fr | fr | Les Échos
La Croix | la-croix.com | fr, en |
L'Humanité | humanite.fr | fr | L’Humanité
Le Parisien | leparisien.fr | fr | leparisien.fr
Ouest-France | ouest-france.fr | fr | Ouest-France.fr
Mediapart | mediapart.fr | fr, en, es |
L'Express | lexpress.fr | fr | L’Express, LExpress.fr
Le Point | lepoint.fr | fr | Le Point.fr
Franceinfo | francetvinfo.fr, franceinfo.fr | fr | France Info, Franceinfo
France 24 | france24.com | fr, en, es, ar | FRANCE 24
RFI | rfi.fr | fr, en, es, pt, ru, zh |
Le Soir | lesoir.be | fr | Le Soir Plus
La Libre Belgique | lalibre.be | fr | La Libre, La Libre.be
De Standaard | standaard.be | nl |
Le Temps | letemps.ch | fr |
Tribune de Genève | tdg.ch | fr | TDG
Neue Zürcher Zeitung | nzz.ch | de | NZZ
Tages-Anzeiger | tagesanzeiger.ch | de |
Swissinfo | swissinfo.ch | en, de, fr, it, es, pt, ar, zh, ja, ru | SWI swissinfo.ch
Le Devoir | ledevoir.com | fr |
La Presse | lapresse.ca | fr | La Presse+
Jeune Afrique | jeuneafrique.com | fr | JeuneAfrique.com
The New York Times | nytimes.com | en, es, zh | New York Times, NYTimes.com, The New York Times en Español
The Washington Post | washingtonpost.com | en | Washington Post
The Wall Street Journal | wsj.com | en, zh, ja | WSJ, Wall Street Journal
Los Angeles Times | latimes.com | en | LA Times
USA Today | usatoday.com | en | USA TODAY
Chicago Tribune | chicagotribune.com | en |
The Boston Globe | bostonglobe.com | en | BostonGlobe.com
Bloomberg | bloomberg.com | en, ja | Bloomberg.com, Bloomberg News
CNN | cnn.com | en, es, ar | CNN Politics, CNN International
NPR | npr.org | en | NPR.org
The Atlantic | theatlantic.com | en |
Politico | politico.com, politico.eu | en | POLITICO
The Globe and Mail | theglobeandmail.com | en |
Toronto Star | thestar.com | en | thestar.com
CBC | cbc.ca | en | CBC News
The Guardian | theguardian.com, guardian.co.uk | en | the Guardian, Guardian
BBC | bbc.com, bbc.co.uk | en, fr, es, ar, ru, zh | BBC News, BBC News Mundo, BBC News Afrique
The Times | thetimes.co.uk, thetimes.com | en |
The Daily Telegraph | telegraph.co.uk | en | The Telegraph, Telegraph.co.uk
The Independent | independent.co.uk | en |
Financial Times | ft.com | en | FT.com, FT
The Economist | economist.com | en |
The Irish Times | irishtimes.com | en |
The Sydney Morning Herald | smh.com.au | en |
The Age | theage.com.au | en |
The Australian | theaustralian.com.au | en |
ABC News (Australia) | abc.net.au | en |
The New Zealand Herald | nzherald.co.nz | en | NZ Herald
Frankfurter Allgemeine Zeitung | faz.net | de | FAZ.NET, FAZ
Süddeutsche Zeitung | sueddeutsche.de, sz.de | de | Süddeutsche.de, SZ.de
Die Zeit | zeit.de | de | ZEIT ONLINE, DIE ZEIT, Zeit Online
Der Spiegel | spiegel.de | de, en | SPIEGEL ONLINE, DER SPIEGEL
Die Welt | welt.de | de | WELT, DIE WELT
Der Tagesspiegel | tagesspiegel.de | de | Tagesspiegel Online
taz | taz.de | de | taz.de, die tageszeitung
Handelsblatt | handelsblatt.com | de |
Bild | bild.de | de | BILD, bild.de
Tagesschau | tagesschau.de | de | tagesschau.de
Deutsche Welle | dw.com | de, en, es, fr, pt, ru, zh, ar | DW, DW.COM
Deutschlandfunk | deutschlandfunk.de | de |
Der Standard | derstandard.at, derstandard.de | de | DER STANDARD
Die Presse | diepresse.com | de | DiePresse.com
El País | elpais.com | es, pt, en | EL PAÍS
El Mundo | elmundo.es | es | ELMUNDO
ABC | abc.es | es | Diario ABC
La Vanguardia | lavanguardia.com | es, ca |
La Nación | lanacion.com.ar | es | LA NACION
Clarín | clarin.com | es |
El Universal | eluniversal.com.mx | es |
La Jornada | jornada.com.mx | es |
El Tiempo | eltiempo.com | es |
El Mercurio | emol.com | es | Emol
El Comercio | elcomercio.pe | es |
Granma | granma.cu | es |
Corriere della Sera | corriere.it | it |
la Repubblica | repubblica.it | it | La Repubblica, Repubblica.it
La Stampa | lastampa.it | it | LaStampa.it
Il Sole 24 Ore | ilsole24ore.com | it | Il Sole 24 ORE
Público | publico.pt | pt | PÚBLICO
Folha de S.Paulo | folha.uol.com.br, folha.com.br | pt | Folha
O Estado de S. Paulo | estadao.com.br | pt | Estadão
O Globo | oglobo.globo.com | pt |
G1 | g1.globo.com | pt | g1
de Volkskrant | volkskrant.nl | nl |
NRC | nrc.nl | nl | NRC Handelsblad
Dagens Nyheter | dn.se | sv | DN.SE
Svenska Dagbladet | svd.se | sv | SvD
Aftenposten | aftenposten.no | no |
Politiken | politiken.dk | da |
Helsingin Sanomat | hs.fi | fi | HS.fi
Gazeta Wyborcza | wyborcza.pl | pl | wyborcza.pl
Rzeczpospolita | rp.pl | pl |
Kommersant | kommersant.ru | ru | Коммерсантъ
Izvestia | iz.ru | ru | Известия
Rossiyskaya Gazeta | rg.ru | ru | Российская газета
Vedomosti | vedomosti.ru | ru | Ведомости
Novaya Gazeta | novayagazeta.ru | ru | Новая газета
Meduza | meduza.io | ru, en |
Ukrainska Pravda | pravda.com.ua | uk, ru, en | Українська правда
Hürriyet | hurriyet.com.tr | tr |
Cumhuriyet | cumhuriyet.com.tr | tr |
Haaretz | haaretz.co.il, haaretz.com | he, en | הארץ
Yedioth Ahronoth | ynet.co.il, ynetnews.com | he, en | ynet
The Times of Israel | timesofisrael.com | en, fr, ar |
Al Jazeera | aljazeera.com, aljazeera.net | ar, en | الجزيرة نت, الجزيرة
Al-Ahram | ahram.org.eg | ar, en, fr | بوابة الأهرام, الأهرام, Ahram Online
Asharq Al-Awsat | aawsat.com | ar, en | الشرق الأوسط
El Watan | elwatan.com, elwatan-dz.com | fr |
Le Matin | lematin.ma | fr |
The Hindu | thehindu.com | en |
The Times of India | timesofindia.indiatimes.com, timesofindia.com | en | Times of India
Hindustan Times | hindustantimes.com | en |
The Indian Express | indianexpress.com | en |
Dawn | dawn.com | en | DAWN.COM
The Straits Times | straitstimes.com | en |
Bangkok Post | bangkokpost.com | en |
The Jakarta Post | thejakartapost.com | en |
Asahi Shimbun | asahi.com | ja, en | 朝日新聞, 朝日新聞デジタル, The Asahi Shimbun
Yomiuri Shimbun | yomiuri.co.jp, the-japan-news.com | ja, en | 読売新聞オンライン, 読売新聞, The Japan News
Mainichi Shimbun | mainichi.jp | ja, en | 毎日新聞, The Mainichi
Nikkei | nikkei.com | ja, en | 日本経済新聞, 日経, Nikkei Asia
Sankei Shimbun | sankei.com | ja | 産経ニュース, 産経新聞
NHK | nhk.or.jp | ja, en, zh, ko | NHKニュース, NHK WORLD-JAPAN
The Japan Times | japantimes.co.jp | en |
Chosun Ilbo | chosun.com | ko, en, ja, zh | 조선일보, 조선닷컴
JoongAng Ilbo | joongang.co.kr, joins.com | ko, en | 중앙일보
Dong-A Ilbo | donga.com | ko, en | 동아일보, 동아닷컴
Hankyoreh | hani.co.kr | ko, en | 한겨레, 한겨레신문
United Daily News | udn.com | zh | 聯合新聞網, 聯合報
Liberty Times | ltn.com.tw | zh | 自由時報, 自由時報電子報
Mail & Guardian | mg.co.za | en | The Mail & Guardian
Daily Nation | nation.africa | en | Nation
The Punch | punchng.com | en | Punch Newspapers
`;

const PUBLICATIONS: readonly Publication[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [name = '', domains = '', languages = '', otherNames = ''] = line.split('|').map((cell) => cell.trim());
    return { name, domains: listOf(domains), languages: listOf(languages), otherNames: listOf(otherNames) };
  });

const BY_NAME = new Map(
  PUBLICATIONS.flatMap((each) => [each.name, ...each.otherNames].map((name) => [foldName(name), each] as const)),
);
const BY_DOMAIN = new Map(PUBLICATIONS.flatMap((each) => each.domains.map((domain) => [domain, each] as const)));

/**
 * Gives the one name of a publication by what a page calls it, and by where the page is.
 * What a page of an unknown site says is kept as it is; where it says nothing an address of a known site names it.
 */
export function publicationOf(said: string | undefined, address: string | undefined): string | undefined {
  const at = publicationAt(address);
  if (said === undefined) return at?.name;
  return BY_NAME.get(foldName(said))?.name ?? agencyNamed(said) ?? said;
}

/** The publication whose site an address belongs to; the longest domain that fits wins. */
function publicationAt(address: string | undefined): Publication | undefined {
  const labels = (address === undefined ? '' : (URL.parse(address)?.hostname ?? '')).split('.');
  for (let first = 0; first < labels.length - 1; first++) {
    const found = BY_DOMAIN.get(labels.slice(first).join('.'));
    if (found !== undefined) return found;
  }
  return undefined;
}

function listOf(cell: string): readonly string[] {
  return cell.split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
}

function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/^(?:the|le|la|les|el|der|die|das)\s+/u, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
