// Runs the health script of deploy/argocd under Argo CD's own interpreter, as Argo CD's tests run the scripts that it ships.
package argocd

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/health"
	"github.com/argoproj/argo-cd/v3/util/lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

const folder = "../../deploy/argocd/radin.dev/SoupSelection"

type expectation struct {
	InputPath    string              `json:"inputPath"`
	HealthStatus health.HealthStatus `json:"healthStatus"`
}

func TestHealth(t *testing.T) {
	script, err := os.ReadFile(filepath.Join(folder, "health.lua"))
	if err != nil {
		t.Fatal(err)
	}
	var expected struct{ Tests []expectation }
	read(t, "health_test.yaml", &expected)
	if len(expected.Tests) == 0 {
		t.Fatal("health_test.yaml: no tests")
	}
	for _, test := range expected.Tests {
		t.Run(test.InputPath, func(t *testing.T) {
			var resource map[string]any
			read(t, test.InputPath, &resource)
			// UseOpenLibs is false, as for the scripts that stand in argocd-cm
			result, err := lua.VM{}.ExecuteHealthLua(&unstructured.Unstructured{Object: resource}, string(script))
			if err != nil {
				t.Fatal(err)
			}
			if *result != test.HealthStatus {
				t.Errorf("is %+v, not %+v", *result, test.HealthStatus)
			}
		})
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
