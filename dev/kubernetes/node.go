//go:build node

package main

import (
	"context"

	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

func init() {
	programs["kubelet"] = func() { serve(kubelet.NewKubeletCommand(context.Background())) }
	programs["kube-proxy"] = func() { serve(proxy.NewProxyCommand()) }
}
