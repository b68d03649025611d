import { expect, test } from 'vitest';
import { openPage, screenshot, startBrowser } from '../support/browser.ts';
import { startProduct } from '../support/product.ts';
import { logInAs } from './people.ts';
