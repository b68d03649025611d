import {
  ActionHeader,
  ApiClient,
  BaseActionComponent,
  DrawerPortal,
  useResource,
  type ActionJSON,
  type RecordJSON,
  type ResourceJSON,
} from 'adminjs';
import React, { useCallback, useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { Curtain, DrawerFrame } from '../../kit/DrawerFrame.tsx';
import { Unread, useListOf, whyUnread, type Why } from '../../kit/Unread.tsx';
import { useSay } from '../../kit/say.ts';
import { UNREAD } from '../../words/unread.ts';

/**
 * The page of a record, and an action on it in a drawer beside the page, so that the record stays in sight during a
 * decision. AdminJS's own version says of a missing record that the action is missing, and says nothing after an error.
 */
export default function RecordActionRoute({
  OriginalComponent,
}: {
  OriginalComponent: React.ComponentType;
}): React.ReactElement {
  const { resourceId = '', recordId = '', actionName = '' } = useParams();
  const resource = useResource(resourceId);
  if (!resource?.actions.some(({ name }) => name === actionName)) return <OriginalComponent />;
  return (
    <RecordRoute
      key={`${resourceId}/${recordId}/${actionName}`}
      resource={resource}
      recordId={recordId}
      actionName={actionName}
    />
  );
}

function RecordRoute({
  resource,
  recordId,
  actionName,
}: {
  resource: ResourceJSON;
  recordId: string;
  actionName: string;
}): React.ReactElement {
  const [record, setRecord] = useState<RecordJSON>();
  const [why, setWhy] = useState<Why>();
  const list = useListOf(resource.id);
  const say = useSay();
  const read = useCallback(() => {
    setWhy(undefined);
    const what = { resourceId: resource.id, recordId: encodeURIComponent(recordId), actionName };
    new ApiClient().recordAction(what).then(
      ({ data }) => (data.record?.id ? setRecord(data.record) : setWhy('missing')),
      (error: unknown) => setWhy(whyUnread(error)),
    );
  }, [resource.id, recordId, actionName]);
  useEffect(read, [read]);
  if (!record) return <Unread why={why} id={recordId} back={list} again={read} />;
  const action = record.recordActions.find(({ name }) => name === actionName);
  const show = record.recordActions.find(({ name }) => name === 'show');
  const there = `/admin/resources/${resource.id}/records/${encodeURIComponent(recordId)}/show`;
  if (!action)
    return <Unread why="notOffered" back={{ to: there, label: say(UNREAD.toRecord) }} again={read} />;
  if (!action.showInDrawer) return <Shown action={action} resource={resource} record={record} />;
  return (
    <>
      <Curtain there={there} />
      <DrawerPortal width={action.containerWidth}>
        <DrawerFrame resource={resource} record={record} there={there}>
          <BaseActionComponent action={action} resource={resource} record={record} />
        </DrawerFrame>
      </DrawerPortal>
      {show ? <Shown action={show} resource={resource} record={record} isBehind /> : null}
    </>
  );
}

/** The page of the record. If a drawer is open, the page is to the left of it, scrolls, and takes no clicks. */
function Shown({
  isBehind = false,
  ...props
}: {
  action: ActionJSON;
  resource: ResourceJSON;
  record: RecordJSON;
  isBehind?: boolean;
}): React.ReactElement {
  return (
    <div
      className={isBehind ? 'sb-record sb-behind' : 'sb-record'}
      data-testid={isBehind ? 'behind' : 'record'}
    >
      <ActionHeader {...props} />
      <BaseActionComponent {...props} />
    </div>
  );
}
