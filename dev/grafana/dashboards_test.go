// Package grafana reads the dashboards with the types that Grafana generates from its own schema.
package grafana

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func TestDashboardsAreOfTheSchema(t *testing.T) {
	plugins.RegisterDefaultPlugins()
	files, err := filepath.Glob("../../charts/radin-operator/dashboards/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no dashboards", err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var read dashboard.Dashboard
		complain(t, file, read.UnmarshalJSONStrict(content))
		complain(t, file, read.Validate())
	}
}

// Where there is nothing to complain of, the types return an empty list as their error, which is not nil.
func complain(t *testing.T, file string, err error) {
	if err != nil && err.Error() != "" {
		t.Errorf("%s: %v", file, err)
	}
}
