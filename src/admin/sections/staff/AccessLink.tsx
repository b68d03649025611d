import { Box, Button, DrawerContent, DrawerFooter, H4, Text } from '@adminjs/design-system';
import { useTranslation, type ActionProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCall } from '../../kit/call.ts';
import { moment } from '../../kit/format.ts';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import { COMMON } from '../../words/common.ts';
import { TEXTS } from './texts.ts';

/** Takes the one-time link for the owner of an account. Shows it once, so that the person can pass it on. */
export default function AccessLink({ action, record, resource }: ActionProps): React.ReactElement {
  const [taken, setTaken] = useState<{ link: string; expiresAt: string }>();
  const [busy, setBusy] = useState(false);
  const { translateAction } = useTranslation();
  const say = useSay();
  const call = useCall();
  const navigate = useNavigate();
  const id = String(record?.id);
  const take = async (): Promise<void> => {
    setBusy(true);
    const answer = await call({ resource: resource.id, action: action.name, id });
    setBusy(false);
    if (answer) setTaken({ link: plain(answer['link']), expiresAt: plain(answer['expiresAt']) });
  };
  return (
    <Box flex flexDirection="column" height="100%">
      <DrawerContent>
        <H4>{translateAction(action.name, resource.id)}</H4>
        <Text mb="lg" color="grey60">
          {plain(record?.params['name'])} · {plain(record?.params['email'])}
        </Text>
        <Text mb="lg">{say(TEXTS.linkAbout)}</Text>
        {taken ? (
          <>
            <code data-testid="access-link" className="sb-staff-link">
              {taken.link}
            </code>
            <Text mt="lg">{say(TEXTS.linkUntil, { time: moment(taken.expiresAt, say.language) })}</Text>
          </>
        ) : null}
      </DrawerContent>
      <DrawerFooter>
        {taken ? (
          <Button
            type="button"
            variant="contained"
            onClick={() => void navigator.clipboard?.writeText(taken.link)}
          >
            {say(TEXTS.copy)}
          </Button>
        ) : (
          <Button
            type="button"
            variant="contained"
            disabled={busy}
            onClick={() => void take()}
            data-testid="take-link"
          >
            {say(TEXTS.takeLink)}
          </Button>
        )}
        <Button
          type="button"
          variant="text"
          ml="lg"
          onClick={() => navigate(`/admin/resources/${resource.id}/records/${id}/show`)}
          data-testid="cancel"
        >
          {say(COMMON.close)}
        </Button>
      </DrawerFooter>
    </Box>
  );
}
