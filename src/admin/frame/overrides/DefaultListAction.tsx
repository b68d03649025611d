import type { ActionProps } from 'adminjs';
import React from 'react';
import { useLocation } from 'react-router';
import { Download } from '../../kit/Download.tsx';
import { COMMON } from '../../words/common.ts';
import { useSay } from '../../kit/say.ts';

/** The list of AdminJS, and the same list as a file: with the filters and the order that it has now. */
export default function DefaultListAction({
  OriginalComponent,
  ...props
}: ActionProps & { OriginalComponent: React.ComponentType<ActionProps> }): React.ReactElement {
  const { search } = useLocation();
  const say = useSay();
  return (
    <>
      {props.action.custom['exported'] === false ? null : (
        <div className="sb-list-tools">
          <Download href={`/admin/export/lists/${props.resource.id}${search}`}>{say(COMMON.csv)}</Download>
        </div>
      )}
      <OriginalComponent {...props} />
    </>
  );
}
