// Evaluates the health expressions of examples/gitops/flux.yaml with Flux's own evaluator, over the statuses that the health
// script for Argo CD is tested with.
package flux

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/fluxcd/cli-utils/pkg/kstatus/status"
	"github.com/fluxcd/pkg/apis/kustomize"
	"github.com/fluxcd/pkg/runtime/cel"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
)

const folder = "../../deploy/argocd/radin.dev/SoupSelection"

// What Flux is to make of Argo CD's health; a suspended selection may still come to a result.
var statuses = map[string]status.Status{
	"Healthy":     status.CurrentStatus,
	"Degraded":    status.FailedStatus,
	"Progressing": status.InProgressStatus,
	"Suspended":   status.InProgressStatus,
}

func TestHealth(t *testing.T) {
	expressions := expressions(t)
	evaluator, err := cel.NewStatusEvaluator(&expressions)
	if err != nil {
		t.Fatal(err)
	}
	var expected struct {
		Tests []struct {
			InputPath    string
			HealthStatus struct{ Status string }
		}
	}
	read(t, "health_test.yaml", &expected)
	if len(expected.Tests) == 0 {
		t.Fatal("health_test.yaml: no tests")
	}
	for _, test := range expected.Tests {
		t.Run(test.InputPath, func(t *testing.T) {
			resource := &unstructured.Unstructured{}
			read(t, test.InputPath, &resource.Object)
			result, err := evaluator.Evaluate(context.Background(), resource)
			if _, seen := resource.Object["status"]; !seen {
				// Unknown to Flux, which waits on
				if err == nil {
					t.Error("without a status there is no error")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if result.Status != statuses[test.HealthStatus.Status] {
				t.Errorf("is %s, not %s", result.Status, statuses[test.HealthStatus.Status])
			}
		})
	}
}

// The expressions of the first Kustomization that has some.
func expressions(t *testing.T) kustomize.HealthCheckExpressions {
	t.Helper()
	text, err := os.ReadFile("../../examples/gitops/flux.yaml")
	if err != nil {
		t.Fatal(err)
	}
	documents := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
	for {
		var kustomization struct {
			Spec struct {
				HealthCheckExprs []kustomize.CustomHealthCheck
			}
		}
		if err := documents.Decode(&kustomization); err == io.EOF {
			t.Fatal("examples/gitops/flux.yaml: no healthCheckExprs")
		} else if err != nil {
			t.Fatal(err)
		}
		if checks := kustomization.Spec.HealthCheckExprs; len(checks) > 0 {
			return checks[0].HealthCheckExpressions
		}
	}
}

func read(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}
