/**
 * Namespaces by URI, whatever prefix a document gives them: the names used inside parse/ are `prefix:local` with the
 * prefixes below, and bare names for RSS's own. Compared without scheme, `www.`, case and trailing `/` or `#`,
 * because that is how they are mistyped; the wrong URIs that are in use are listed beside the right ones.
 */
const prefixes: Readonly<Record<string, readonly string[]>> = {
  '': [
    'purl.org/rss/1.0',
    'purl.org/net/rss1.1',
    'my.netscape.com/rdf/simple/0.9',
    'channel.netscape.com/rdf/simple/0.9',
    'my.netscape.com/publish/formats/rss-0.91.dtd',
    'backend.userland.com/rss',
    'backend.userland.com/rss2',
    'backend.userland.com/rss091',
    'backend.userland.com/rss092',
    'blogs.law.harvard.edu/tech/rss',
    'cyber.law.harvard.edu/rss',
    'cyber.harvard.edu/rss',
    'rssboard.org/rss-specification',
    'example.com/newformat',
    'example.com/necho',
    'purl.org/echo',
    'uri/of/echo/namespace',
    'feeds.archive.org/validator',
  ],
  atom: ['w3.org/2005/atom', 'purl.org/atom/ns', 'purl.org/atom', 'purl.org/atom/ns/2005'],
  rdf: ['w3.org/1999/02/22-rdf-syntax-ns'],
  dc: ['purl.org/dc/elements/1.1', 'purl.org/dc/elements/1.0', 'purl.org/metadata/dublin_core', 'purl.org/dc'],
  dcterms: ['purl.org/dc/terms', 'purl.org/rss/1.0/modules/dcterms'],
  content: ['purl.org/rss/1.0/modules/content', 'purl.org/rss/modules/content'],
  sy: ['purl.org/rss/1.0/modules/syndication', 'purl.org/rss/modules/syndication'],
  slash: ['purl.org/rss/1.0/modules/slash'],
  wfw: ['wellformedweb.org/commentapi', 'wellformedweb.org/commentsapi'],
  thr: ['purl.org/syndication/thread/1.0', 'purl.org/syndication/thread'],
  media: [
    'search.yahoo.com/mrss',
    'search.yahoo.com/rss',
    'search.yahoo.com/mrss/1.5',
    'tools.search.yahoo.com/mrss',
    'video.search.yahoo.com/mrss',
    'search.yahoo.com/searchmonkey/media',
    'rssboard.org/media-rss',
  ],
  itunes: ['itunes.com/dtds/podcast-1.0.dtd', 'itunes.com/dtds/podcast', 'example.com/dtds/podcast-1.0.dtd'],
  podcast: ['podcastindex.org/namespace/1.0', 'github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md'],
  georss: ['georss.org/georss', 'georss.org/georss/10'],
  geo: ['w3.org/2003/01/geo/wgs84_pos'],
  feedburner: ['rssnamespace.org/feedburner/ext/1.0', 'rssnamespace.org/feedburner'],
  admin: ['webns.net/mvcb'],
  creativecommons: [
    'backend.userland.com/creativecommonsrssmodule',
    'cyber.law.harvard.edu/rss/creativecommonsrssmodule',
  ],
  cc: ['web.resource.org/cc', 'creativecommons.org/ns'],
  source: ['source.scripting.com', 'source.smallpict.com/2014/07/12'],
  annotate: ['purl.org/rss/1.0/modules/annotate'],
  image: ['purl.org/rss/1.0/modules/image'],
  taxo: ['purl.org/rss/1.0/modules/taxonomy'],
  link: ['purl.org/rss/1.0/modules/link'],
  prism: ['prismstandard.org/namespaces/basic/2.0', 'prismstandard.org/namespaces/1.2/basic'],
  enc: ['purl.oclc.org/net/rss_2.0/enc', 'purl.org/net/rss_2.0/enc'],
  googleplay: ['google.com/schemas/play-podcasts/1.0'],
  app: ['w3.org/2007/app', 'purl.org/atom/app'],
  fh: ['purl.org/syndication/history/1.0'],
  xhtml: ['w3.org/1999/xhtml', 'w3.org/tr/xhtml1'],
  svg: ['w3.org/2000/svg'],
  math: ['w3.org/1998/math/mathml'],
  xml: ['w3.org/xml/1998/namespace'],
}

const byUri: ReadonlyMap<string, string> = new Map(
  Object.entries(prefixes).flatMap(([prefix, uris]) => uris.map((uri): [string, string] => [uri, prefix])),
)

/** As nearly all are written, which is seen sooner than what they come down to. */
const usual: ReadonlyMap<string, string> = new Map(
  [...byUri].flatMap(([uri, prefix]) =>
    ['http://', 'http://www.'].flatMap((before) =>
      ['', '/', '#'].map((after): [string, string] => [before + uri + after, prefix]),
    ),
  ),
)

function comparable(uri: string): string {
  return uri
    .trim()
    .replace(/^(?:https?:)?\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/#]+$/, '')
}

/** Our prefix for a namespace URI (empty for RSS itself); undefined for one that Warta does not read. */
export function prefixOf(uri: string): string | undefined {
  const lower = uri.toLowerCase()
  return usual.get(lower) ?? byUri.get(comparable(lower))
}

/** Whether an undeclared prefix is the customary one of a namespace we read. */
export function isCustomary(prefix: string): boolean {
  return prefix !== '' && Object.hasOwn(prefixes, prefix)
}
