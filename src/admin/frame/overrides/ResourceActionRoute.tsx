import { useResource } from 'adminjs';
import React from 'react';
import { useParams } from 'react-router';
import { Curtain } from '../../kit/DrawerFrame.tsx';

/** An action on a whole list, in a drawer over the list. The list takes no clicks while the form is open. */
export default function ResourceActionRoute({
  OriginalComponent,
  ...props
}: {
  OriginalComponent: React.ComponentType;
}): React.ReactElement {
  const { resourceId = '', actionName = '' } = useParams();
  const action = useResource(resourceId)?.actions.find(({ name }) => name === actionName);
  return (
    <>
      {action?.showInDrawer === true ? <Curtain there={`/admin/resources/${resourceId}`} /> : null}
      <OriginalComponent {...props} />
    </>
  );
}
