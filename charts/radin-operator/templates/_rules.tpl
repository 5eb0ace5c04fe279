{{/* All that the operator may do in the namespaces that it watches. deploy/rbac.yaml says why of each. */}}
{{- define "radin-operator.rules" -}}
- apiGroups: [radin.dev]
  resources: [soupselections]
  verbs: [list, watch, delete]
- apiGroups: [radin.dev]
  resources: [soupselections/status]
  verbs: [update]
- apiGroups: [radin.dev]
  resources: [soupselections/finalizers]
  verbs: [update]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [create, delete]
- apiGroups: [""]
  resources: [events]
  verbs: [list]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
- apiGroups: [kueue.x-k8s.io]
  resources: [workloads]
  verbs: [list]
{{- end }}

{{/* Takes the chart's root and the role's kind. */}}
{{- define "radin-operator.roleRef" -}}
{{- $root := index . 0 -}}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ index . 1 }}
  name: {{ index . 2 }}
subjects:
- kind: ServiceAccount
  name: {{ include "radin-operator.serviceAccountName" $root }}
  namespace: {{ $root.Release.Namespace }}
{{- end }}
