import { expect, test } from 'vitest';
import { readRecipient } from '../../src/suppliers/index.ts';

test.each([
  ['a name', 'anna'],
  ['an @', '@anna'],
  ['space around it', '  @anna\n'],
  ['capital letters', '@AnNa'],
  ['a short link', 't.me/anna'],
  ['a link with https', 'https://t.me/anna'],
  ['a link with http and capitals', 'HTTP://T.ME/Anna'],
  ['a link with www', 'https://www.t.me/anna'],
  ['a link of telegram.me', 'telegram.me/anna'],
  ['a link of telegram.dog', 'https://telegram.dog/anna'],
  ['its own host', 'anna.t.me'],
  ['its own host with https and a slash', 'https://anna.t.me/'],
  ['a link of the app', 'tg://resolve?domain=anna'],
  ['a link of the app with more behind it', 'tg://resolve?domain=anna&start=7'],
  ['a link of the app without slashes', 'tg:resolve?domain=anna'],
  ['a trailing slash', 'https://t.me/anna/'],
  ['a query', 'https://t.me/anna?start=abc'],
  ['a query behind a slash', 'https://t.me/anna/?text=/a/b'],
  ['a fragment', 'https://t.me/anna#top'],
  ['an @ in a link', 't.me/@anna'],
])('a recipient, when it is typed with %s, then the name is read', (_, typed) => {
  expect(readRecipient(typed)).toEqual({ is: 'name', name: 'anna' });
});

test.each(['a_1b', '1234', '_under', 'a'.repeat(32)])(
  'a recipient, when its name is %s, then it is taken as it is',
  (name) => {
    expect(readRecipient(name)).toEqual({ is: 'name', name });
  },
);

test.each(['wallet_bot', '@SomeBot', 't.me/robot'])(
  'a recipient, when the name ends in bot (%s), then a warning goes with it',
  (typed) => {
    expect(readRecipient(typed)).toMatchObject({ is: 'name', warn: 'bot' });
  },
);

test.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['@', 'empty'],
  ['?x', 'empty'],
  ['tg://resolve?domain=', 'empty'],
  ['t.me', 'link'],
  ['https://t.me/', 'link'],
  ['https://t.me/anna/123', 'link'],
  ['https://t.me/c/1234567/89', 'link'],
  ['https://t.me/s/anna', 'link'],
  ['https://t.me/anna//', 'link'],
  ['https://t.me/addstickers/Animals', 'link'],
  ['https://anna.t.me/123', 'link'],
  ['tg://resolve?domain=anna&post=5', 'link'],
  ['tg://user?id=5', 'link'],
  ['https://example.com/anna', 'link'],
  ['https://t.me.example.com/anna', 'link'],
  ['https://evil@t.me/anna', 'link'],
  ['anna/123', 'link'],
  ['https://t.me/+AbCdEf', 'invite'],
  ['https://t.me/joinchat/AbCdEf', 'invite'],
  ['t.me/joinchat', 'invite'],
  ['tg://join?invite=AbCdEf', 'invite'],
  ['Анна', 'alphabet'],
  ['аnna', 'alphabet'],
  ['t.me/аnna', 'alphabet'],
  ['аnna.t.me', 'alphabet'],
  ['anna\u{1f600}', 'alphabet'],
  ['\u{212a}anna', 'alphabet'],
  ['anna smith', 'form'],
  ['anna-smith', 'form'],
  ['@@anna', 'form'],
  ['+79990000000', 'form'],
  ['example.com', 'form'],
  ['t.me/an%6ea', 'form'],
  ['anna\nbob', 'form'],
  ['abc', 'length'],
  ['a'.repeat(33), 'length'],
])('a recipient, when %j is typed, then it is refused: %s', (typed, why) => {
  expect(readRecipient(typed)).toEqual({ is: 'refused', why });
});
