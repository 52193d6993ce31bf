/** Modules that are common and do not have the name of the package on PyPI that has them. */
const NAMES: Readonly<Record<string, string>> = {
  Crypto: 'pycryptodome',
  MySQLdb: 'mysqlclient',
  OpenSSL: 'pyOpenSSL',
  PIL: 'Pillow',
  _pytest: 'pytest',
  attr: 'attrs',
  bs4: 'beautifulsoup4',
  cv2: 'opencv-python',
  dateutil: 'python-dateutil',
  dns: 'dnspython',
  docx: 'python-docx',
  dotenv: 'python-dotenv',
  flask_sqlalchemy: 'Flask-SQLAlchemy',
  fitz: 'PyMuPDF',
  git: 'GitPython',
  grpc: 'grpcio',
  jose: 'python-jose',
  jwt: 'PyJWT',
  magic: 'python-magic',
  markdown: 'Markdown',
  multipart: 'python-multipart',
  nacl: 'PyNaCl',
  pkg_resources: 'setuptools',
  pptx: 'python-pptx',
  psycopg2: 'psycopg2-binary',
  rest_framework: 'djangorestframework',
  serial: 'pyserial',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn',
  slugify: 'python-slugify',
  socks: 'PySocks',
  telegram: 'python-telegram-bot',
  usb: 'pyusb',
  win32api: 'pywin32',
  yaml: 'PyYAML',
  zmq: 'pyzmq',
  // Modules that Python itself had until 3.11 or 3.12.
  cgi: 'legacy-cgi',
  cgitb: 'legacy-cgi',
  distutils: 'setuptools',
};

/** What pip calls the package that a module belongs to: by default as the module is called. */
export function distributionOf(module: string): string {
  return Object.hasOwn(NAMES, module) ? (NAMES[module] as string) : module;
}

/** One spelling of a package's name for all that stand for the same one (PEP 503). */
export function normalizedName(name: string): string {
  return name.replaceAll(/[-_.]+/g, '-').toLowerCase();
}
