/** Who may import whom. Each rule says what to do instead. */
const doors = 'bot|admin|jobs|http|cli';
const features =
  'alerts|errors|health|notifications|proposals|approvals|users|switches|suppliers|tonWallet|shop|breaks|payments|support|limits|security|staff|delivery|treasury|reconciliation|refunds|fraud|privacy|retention';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Two files that need each other are one thing, or share a third: move the shared part out.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nothing imports this file: delete it, or call it from where it belongs.',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: ['\\.test\\.ts$', '\\.d\\.ts$', '^src/admin/.*\\.tsx$', '^src/main\\.ts$'],
      },
      to: {},
    },
    {
      name: 'lib-is-pure',
      severity: 'error',
      comment: 'lib knows nothing of ours: pass in what it needs.',
      from: { path: '^src/lib/' },
      to: { path: '^src/(?!lib/)' },
    },
    {
      name: 'platform-below-everything',
      severity: 'error',
      comment:
        'platform is the outside world and knows no business: move the rule into the ledger or a feature.',
      from: { path: '^src/platform/' },
      to: { path: '^src/(?!lib/|platform/)' },
    },
    {
      name: 'ledger-knows-no-feature',
      severity: 'error',
      comment: 'The ledger knows no bot, admin, job or feature: the caller passes it a journal.',
      from: { path: '^src/ledger/' },
      to: { path: '^src/(?!lib/|platform/|ledger/)' },
    },
    {
      name: 'queue-below-features',
      severity: 'error',
      comment: 'A job contract is ids only: handlers live in jobs/ and call the feature.',
      from: { path: '^src/queue/' },
      to: { path: '^src/(?!lib/|platform/|queue/)' },
    },
    {
      name: 'notifications-know-no-feature',
      severity: 'error',
      comment:
        'Features write notifications and not the other way round: put what is told into its contract, and hand what follows over as a Follow.',
      from: { path: '^src/notifications/' },
      to: { path: '^src/(?!lib/|platform/|queue/|notifications/)' },
    },
    {
      name: 'suppliers-know-no-feature',
      severity: 'error',
      comment:
        'A supplier is reached over HTTP and knows nothing of orders, users or the ledger: delivery decides.',
      from: { path: '^src/suppliers/' },
      to: { path: '^src/(?!lib/|platform/|suppliers/)' },
    },
    {
      name: 'ton-wallet-knows-no-feature',
      severity: 'error',
      comment: 'The wallet pays what it is told to pay: delivery decides what, and books it.',
      from: { path: '^src/tonWallet/' },
      to: { path: '^src/(?!lib/|platform/|queue/|tonWallet/)' },
    },
    {
      name: 'ton-loads-only-where-it-signs',
      severity: 'error',
      comment:
        'The libraries of TON cost memory and time: only cells.ts knows them, and it is imported dynamically where a worker needs it.',
      from: { path: '^src/', pathNot: '^src/tonWallet/cells\\.ts$|\\.test\\.ts$' },
      to: {
        path: '^node_modules/@ton/|^src/tonWallet/cells\\.ts$',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    {
      name: 'who-may-is-below-what',
      severity: 'error',
      comment:
        'Every feature asks staff for rights, so staff and what it stands on know no other feature: hand over what they need.',
      from: { path: '^src/(staff|limits|security|proposals)/' },
      to: { path: '^src/(?!lib/|platform/|queue/|staff/|limits/|security/|proposals/)' },
    },
    {
      name: 'switches-below-what-they-switch',
      severity: 'error',
      comment: 'A switch is a name: the feature that it stops asks whether it is on.',
      from: { path: '^src/switches/' },
      to: { path: '^src/(?!lib/|platform/|staff/|switches/)' },
    },
    {
      name: 'breaks-below-who-opens-them',
      severity: 'error',
      comment:
        'A break is a row and its trail: payments and reconciliation say what differs and what is done.',
      from: { path: '^src/breaks/' },
      to: { path: '^src/(?!lib/|platform/|breaks/)' },
    },
    {
      name: 'treasury-above-what-it-counts',
      severity: 'error',
      comment:
        'Nothing that sells or delivers knows the treasury: it writes down whether there is supply, and the shop reads that.',
      from: { path: '^src/(delivery|suppliers|shop|payments|switches)/' },
      to: { path: '^src/treasury/' },
    },
    {
      name: 'alerts-above-what-they-watch',
      severity: 'error',
      comment:
        'Alerts read every feature and no feature knows alerts: raise a sign, or write a query into causes.ts.',
      from: { path: `^src/(${features})/`, pathNot: '^src/alerts/' },
      to: { path: '^src/alerts/' },
    },
    {
      name: 'metrics-above-what-they-read',
      severity: 'error',
      comment:
        'The page of metrics reads every feature and nothing knows it: count with counter() or timer() in a meters.ts, and let serve.ts hand the page over.',
      from: { path: '^src/', pathNot: '^src/(metrics/|serve\\.ts$)' },
      to: { path: '^src/metrics/' },
    },
    {
      name: 'privacy-above-features',
      severity: 'error',
      comment:
        'Privacy knows where the data of a person lies and no feature knows privacy: let the door call it.',
      from: { path: `^src/(${features})/`, pathNot: '^src/privacy/' },
      to: { path: '^src/privacy/' },
    },
    {
      name: 'features-know-no-door',
      severity: 'error',
      comment: 'A use case never calls a door: return data, or write a job to the outbox.',
      from: { path: `^src/(${features})/` },
      to: { path: `^src/((${doors})/|(app|main)\\.ts$)` },
    },
    {
      name: 'doors-do-not-meet',
      severity: 'error',
      comment:
        'Doors do not import each other: put the shared part into a feature, or hand it over in main.ts.',
      // The command line is the one that may call another: `webhook set` is Telegram's business.
      from: { path: `^src/(bot|admin|jobs|http)/` },
      to: { path: `^src/(${doors})/`, pathNot: '^src/$1/' },
    },
    {
      name: 'sandbox-is-reached-over-http',
      severity: 'error',
      comment:
        'The product asks the sandbox over HTTP, as it asks the real services; only serve.ts starts it.',
      from: { path: '^src/', pathNot: '^src/serve\\.ts$' },
      to: { path: '^sandbox/' },
    },
    {
      name: 'sandbox-loads-only-when-on',
      severity: 'error',
      comment: 'Production has no sandbox: import it dynamically, where the configuration asks for it.',
      from: { path: '^src/' },
      to: { path: '^sandbox/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'sandbox-knows-no-feature',
      severity: 'error',
      comment: 'An imitation that shares code with what it imitates for proves nothing.',
      from: { path: '^sandbox/' },
      to: { path: '^src/(?!lib/|platform/)' },
    },
    {
      name: 'through-the-index',
      severity: 'error',
      comment:
        'A folder is imported through its index.ts: export what you need there, or move your code inside.',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/([^/]+)/.+', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'telegraf-stays-in-bot',
      severity: 'error',
      comment: 'Telegraf stays inside bot/: build a screen and let bot/send.ts deliver it.',
      from: { pathNot: '^src/bot/' },
      to: { path: '^node_modules/telegraf/' },
    },
    {
      name: 'bullmq-stays-in-queue-and-jobs',
      severity: 'error',
      comment: 'Write a job with enqueue(): BullMQ is known only to queue/ and jobs/.',
      from: { pathNot: '^(src/(queue|jobs)/|src/admin/queues/|bench/|test/)' },
      to: { path: '^node_modules/bullmq/' },
    },
    {
      name: 'adminjs-stays-in-admin',
      severity: 'error',
      comment: 'AdminJS may be replaced one day: keep it inside admin/.',
      from: { pathNot: '^(src/admin/|scripts/|test/admin/)' },
      to: { path: '^node_modules/(adminjs|@adminjs|@bull-board)/' },
    },
    {
      name: 'admin-words-are-data',
      severity: 'error',
      comment: 'Words are read by server and browser alike: they hold texts and know types only.',
      from: {
        path: `^src/admin/(words/|sections/[^/]+/texts\\.ts$)`,
        pathNot: '\\.test\\.ts$|^src/admin/words/errors/',
      },
      to: {
        path: '^src/',
        pathNot: '^src/admin/(words/|sections/[^/]+/texts\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'admin-access-below-sections',
      severity: 'error',
      comment: 'Rights, reading and acting know no section: the registry hands over what they need.',
      from: { path: '^src/admin/access/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/admin/(?!access/|words/)' },
    },
    {
      name: 'admin-kit-below-sections',
      severity: 'error',
      comment: 'The kit knows no section: what only one topic needs belongs into its folder.',
      from: { path: '^src/admin/kit/' },
      to: { path: '^src/admin/(?!kit/|words/|access/)' },
    },
    {
      name: 'admin-sections-below-the-frame',
      severity: 'error',
      comment: 'A section describes itself as data; frame, exports and sockets read the registry.',
      from: { path: '^src/admin/sections/' },
      to: { path: '^src/admin/(?!sections/|kit/|words/|access/)' },
    },
    {
      name: 'admin-sections-do-not-know-the-registry',
      severity: 'error',
      comment: 'The registry lists the sections: one that needs another imports the file that it needs.',
      from: { path: '^src/admin/sections/[^/]+/' },
      to: { path: '^src/admin/sections/registry\\.ts$' },
    },
    {
      name: 'product-needs-no-dev-tool',
      severity: 'error',
      comment: 'Code in src runs in production: make the package a dependency.',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^test/rules/fixtures/', '^sandbox/pages/'] },
    parser: 'swc',
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
