import { Loader } from '@adminjs/design-system';
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
import React, { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { Curtain, DrawerFrame } from '../../kit/DrawerFrame.tsx';
import { isSessionOver, logInAgain } from '../../kit/session.ts';

/** An action in the drawer stands beside the page of its record, so that what one decides about stays in sight. */
export default function RecordActionRoute({
  OriginalComponent,
}: {
  OriginalComponent: React.ComponentType;
}): React.ReactElement {
  const { resourceId = '', recordId = '', actionName = '' } = useParams();
  const resource = useResource(resourceId);
  const action = resource?.actions.find(({ name }) => name === actionName);
  if (!resource || action?.showInDrawer !== true) return <OriginalComponent />;
  return (
    <Beside
      key={`${resourceId}/${recordId}/${actionName}`}
      resource={resource}
      recordId={recordId}
      actionName={actionName}
      missing={<OriginalComponent />}
    />
  );
}

function Beside({
  resource,
  recordId,
  actionName,
  missing,
}: {
  resource: ResourceJSON;
  recordId: string;
  actionName: string;
  /** AdminJS's own page for a record that cannot be read. */
  missing: React.ReactElement;
}): React.ReactElement {
  const [record, setRecord] = useState<RecordJSON | null>();
  useEffect(() => {
    let current = true;
    new ApiClient().recordAction({ resourceId: resource.id, recordId, actionName }).then(
      ({ data }) => current && setRecord(data.record?.id ? data.record : null),
      (error: unknown) => {
        if (isSessionOver(error)) logInAgain();
        else if (current) setRecord(null);
      },
    );
    return () => {
      current = false;
    };
  }, [resource.id, recordId, actionName]);
  if (record === undefined) return <Loader />;
  const action = record?.recordActions.find(({ name }) => name === actionName);
  const show = record?.recordActions.find(({ name }) => name === 'show');
  if (!record || !action) return missing;
  const there = `/admin/resources/${resource.id}/records/${recordId}/show`;
  return (
    <>
      <Curtain there={there} />
      <DrawerPortal width={action.containerWidth}>
        <DrawerFrame resource={resource} record={record} there={there}>
          <BaseActionComponent action={action} resource={resource} record={record} />
        </DrawerFrame>
      </DrawerPortal>
      {show ? <Behind action={show} resource={resource} record={record} /> : null}
    </>
  );
}

/** The page of the record, left of the drawer. It scrolls, and takes no clicks while the form is open. */
function Behind(props: {
  action: ActionJSON;
  resource: ResourceJSON;
  record: RecordJSON;
}): React.ReactElement {
  return (
    <div className="sb-behind" data-testid="behind">
      <ActionHeader {...props} />
      <BaseActionComponent {...props} />
    </div>
  );
}
