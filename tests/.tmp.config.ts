import config from '/work/main/tests/playwright.config.ts'; export default { ...config, testDir: '/work/main/tests', webServer: [], outputDir: '/tmp/pwout2' };
