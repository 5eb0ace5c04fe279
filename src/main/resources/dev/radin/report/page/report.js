'use strict';
(function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  const NAMED = 40;
  const lower = data.higherIsBetter ? '' : ' (lower is better)';
  let charts = [];
  let look;

  const ink = name => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const digits = (value, count) => value === null ? 'not finite' : value.toFixed(count);
  const signed = value => value === null ? 'not known' : (value >= 0 ? '+' : '−') + Math.abs(value).toFixed(6);
  const short = (text, most) => text.length <= most ? text
    : text.slice(0, Math.ceil(most / 2) - 1) + '…' + text.slice(text.length - Math.floor(most / 2));
  const better = (a, b) => data.higherIsBetter ? a > b : a < b;

  /** A tooltip is made of nodes, so that names stay text. */
  function tip(title, lines) {
    const box = document.createElement('div');
    box.className = 'tip';
    const head = document.createElement('b');
    head.textContent = title;
    box.append(head);
    for (const line of lines) {
      const row = document.createElement('span');
      row.textContent = line;
      box.append(row);
    }
    return box;
  }

  function names(members) {
    const shown = members.slice(0, 8).map(m => data.models[m].name).join(', ');
    return members.length > 8 ? shown + ' and ' + (members.length - 8) + ' more' : shown;
  }

  function frame(option) {
    return Object.assign({
      animation: false,
      textStyle: { color: look.ink, fontFamily: getComputedStyle(document.body).fontFamily },
      tooltip: {
        trigger: 'item', confine: true, transitionDuration: 0,
        backgroundColor: look.raised, borderColor: look.line, textStyle: { color: look.ink, fontSize: 13 },
        formatter: params => params.data && params.data.tip ? params.data.tip() : ''
      }
    }, option);
  }

  function axis(type, more) {
    return Object.assign({
      type: type,
      axisLine: { show: type !== 'category', lineStyle: { color: look.line } },
      axisTick: { show: false },
      axisLabel: { color: look.muted, fontSize: 12, hideOverlap: type !== 'category' },
      splitLine: { show: type !== 'category', lineStyle: { color: look.line, type: [2, 4] } },
      nameTextStyle: { color: look.muted, fontSize: 12 }
    }, more);
  }

  function across(name, more) {
    return axis('value', Object.assign({ name: name, nameLocation: 'middle', nameGap: 26, scale: true }, more));
  }

  function up(name, more) {
    return axis('value', Object.assign({ name: name, nameLocation: 'middle', nameGap: 12, nameRotate: 90, scale: true }, more));
  }

  /** The room of a plot, labels and names of axes included. */
  const room = (top, more) => Object.assign(
    { left: 2, right: 20, top: top, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'all' }, more);

  const rule = (name, at, label, colour, position) => ({
    silent: true, symbol: 'none', animation: false,
    lineStyle: { color: colour, type: 'dashed', width: 1.2 },
    label: { formatter: () => label, color: colour, position: position || 'insideEndTop', fontSize: 12 },
    data: [{ [name]: at }]
  });

  const legend = entries => ({
    data: entries, top: 0, left: 0, itemWidth: 14, itemHeight: 10, itemGap: 18,
    textStyle: { color: look.muted, fontSize: 12 }, selectedMode: false
  });

  /** Of a plot whose rows have names. */
  const rows = (list, more) => axis('category', Object.assign({
    data: list, inverse: true,
    axisLabel: { color: look.ink, fontSize: 12, interval: 0, formatter: value => short(value, 30) }
  }, more));

  const tall = (plot, count, least) => { plot.style.height = Math.max(least || 120, 84 + 24 * count) + 'px'; };

  const draw = {
    gains(plot) {
      const list = data.gains;
      if (list.length === 0) return null;
      tall(plot, 1.4 * list.length);
      const about = g => () => tip(g.what, ['gain ' + signed(g.gain),
        '95% interval ' + signed(g.lower) + ' to ' + signed(g.upper)].concat(g.p === null ? [] : ['p = ' + g.p.toPrecision(3)]));
      const colour = g => g.what === 'validation' ? look.blue : look.green;
      return frame({
        grid: room(20),
        xAxis: across('gain over the best single model', ticks({
          min: Math.min(0, ...list.map(g => g.lower)), max: Math.max(0, ...list.map(g => g.upper))
        })),
        yAxis: rows(list.map(g => g.what)),
        series: [
          ...list.map((g, i) => ({
            type: 'line', symbol: 'rect', symbolSize: [2, 12], lineStyle: { width: 2, color: colour(g) }, itemStyle: { color: colour(g) },
            data: [g.lower, g.upper].map(end => ({ value: [end, i], tip: about(g) }))
          })),
          {
            type: 'scatter', symbolSize: 11, z: 3, markLine: rule('xAxis', 0, 'no gain', look.muted, 'start'),
            data: list.map((g, i) => ({ value: [g.gain, i], tip: about(g), itemStyle: { color: colour(g), opacity: 1 } }))
          }
        ]
      });
    },

    members(plot) {
      const list = data.members.slice(0, NAMED);
      if (list.length < 2) return null;
      tall(plot, list.length);
      const added = list.some(m => m.adds !== null);
      const about = m => () => tip(m.name, ['weight ' + digits(m.weight, 4)].concat(m.adds === null ? [] : ['adds ' + signed(m.adds)]));
      const bar = (index, field, colour) => ({
        type: 'bar', xAxisIndex: index, yAxisIndex: index, barMaxWidth: 14, itemStyle: { color: colour },
        data: list.map(m => ({ value: m[field], tip: about(m) }))
      });
      const left = room(8, added ? { right: '44%' } : {});
      const right = room(8, { left: '60%' });
      return frame({
        grid: added ? [left, right] : [left],
        xAxis: [across('weight', { scale: false })].concat(added ? [across('adds by estimate', { gridIndex: 1, scale: false })] : []),
        yAxis: [rows(list.map(m => m.name))].concat(added ? [rows(list.map(m => m.name), { gridIndex: 1, axisLabel: { show: false } })] : []),
        series: [bar(0, 'weight', look.blue)].concat(added ? [bar(1, 'adds', look.chosen)] : [])
      });
    },

    datasets(plot) {
      const list = data.datasets.filter(d => d.chosen !== null && d.single !== null);
      if (list.length < 2 || data.gains.length === 0) return null;
      tall(plot, 1.3 * list.length);
      const about = d => () => tip(d.name + ' (' + d.role + ')', ['result ' + digits(d.chosen, 6), 'best single model ' + digits(d.single, 6)]);
      return frame({
        legend: legend(['result', 'best single model']),
        grid: room(34),
        xAxis: across(data.metric + lower),
        yAxis: rows(list.map(d => d.name + ' · ' + d.role)),
        series: [
          ...list.map((d, i) => ({
            type: 'line', z: 1, symbol: 'none', silent: true, lineStyle: { color: look.line, width: 3 }, data: [[d.single, i], [d.chosen, i]]
          })),
          {
            name: 'best single model', type: 'scatter', symbolSize: 12, itemStyle: { color: look.blue },
            data: list.map((d, i) => ({ value: [d.single, i], tip: about(d) }))
          },
          {
            name: 'result', type: 'scatter', symbol: 'diamond', symbolSize: 15, itemStyle: { color: look.chosen },
            data: list.map((d, i) => ({ value: [d.chosen, i], tip: about(d) }))
          }
        ]
      });
    },

    estimates() {
      const list = data.soups.filter(s => s.estimate !== null && s.score !== null);
      if (list.length === 0) return null;
      const values = list.flatMap(s => [s.estimate, s.score]).concat(data.best === null ? [] : [data.best]);
      const low = Math.min(...values);
      const high = Math.max(...values);
      const pad = (high - low) * 0.08 || 0.01;
      const ends = { min: low - pad, max: high + pad };
      return frame({
        legend: legend(['soup', 'chosen']),
        grid: room(34),
        xAxis: across('estimate' + lower, ticks(ends)),
        yAxis: up('true ' + data.metric + lower, ticks(ends)),
        series: [
          { type: 'line', z: 1, symbol: 'none', silent: true, lineStyle: { color: look.grey, width: 1 }, data: [[ends.min, ends.min], [ends.max, ends.max]] },
          {
            name: 'soup', type: 'scatter', symbolSize: 10, itemStyle: { color: look.blue, opacity: 0.85 },
            markLine: rule('yAxis', data.best, 'best single model', look.muted),
            data: list.filter(s => !s.chosen).map(point('estimate'))
          },
          {
            name: 'chosen', type: 'scatter', symbol: 'diamond', symbolSize: 17, itemStyle: { color: look.chosen },
            data: list.filter(s => s.chosen).map(point('estimate'))
          }
        ]
      });
    },

    history() {
      const list = data.soups.map((s, i) => Object.assign({ number: i + 1 }, s)).filter(s => s.score !== null);
      if (list.length === 0) return null;
      const known = data.baselines
        .map(b => ({ name: b.name, soups: b.soups.map((s, i) => Object.assign({ number: i + 1, of: b.name }, s)).filter(s => s.score !== null) }))
        .filter(b => b.soups.length > 0);
      const colours = [look.green, look.purple];
      return frame({
        legend: legend(['soup', 'chosen', 'best so far'].concat(known.map(b => b.name))),
        grid: room(known.length > 0 ? 54 : 34),
        xAxis: across('evaluation', { scale: false, min: 0, max: Math.max(data.soups.length, ...known.flatMap(b => b.soups.map(s => s.number))) + 1, minInterval: 1 }),
        yAxis: up(data.metric + lower),
        series: [
          { name: 'best so far', type: 'line', z: 1, step: 'end', symbol: 'none', silent: true, lineStyle: { color: look.sky, width: 2 }, itemStyle: { color: look.sky }, data: bestSoFar(list) },
          ...known.map((b, i) => ({
            name: b.name, type: 'scatter', symbol: 'triangle', symbolSize: 12,
            itemStyle: { color: 'transparent', borderColor: colours[i % 2], borderWidth: 2 },
            data: b.soups.map(point('number'))
          })),
          {
            name: 'soup', type: 'scatter', symbolSize: 9, itemStyle: { color: look.blue },
            markLine: rule('yAxis', data.best, 'best single model', look.muted),
            data: list.filter(s => !s.chosen).map(point('number'))
          },
          {
            name: 'chosen', type: 'scatter', symbol: 'diamond', symbolSize: 17, itemStyle: { color: look.chosen },
            data: list.filter(s => s.chosen).map(point('number'))
          }
        ]
      });
    },

    singles(plot) {
      const states = [
        ['in the result', 'chosen', look.chosen, 'diamond', 13], ['usable', 'usable', look.blue, 'circle', 9],
        ['far from the others', 'far', look.purple, 'triangle', 11], ['in another basin', 'basin', look.green, 'rect', 9]
      ].filter(s => data.models.some(m => m.state === s[1]));
      const list = data.models.map((m, i) => Object.assign({ rank: i }, m)).filter(m => m.score !== null);
      if (list.length === 0) return null;
      const named = list.length <= NAMED;
      if (named) tall(plot, list.length);
      const about = m => () => tip(m.name, ['score ' + digits(m.score, 6)].concat(data.estimates ? ['NLL ' + digits(m.loss, 6)] : []).concat(m.basin === null ? [] : ['basin ' + m.basin]));
      return frame({
        legend: legend(states.map(s => s[0])),
        grid: room(34),
        xAxis: named ? across(data.metric + lower) : across('rank', { scale: false, min: 0 }),
        yAxis: named ? rows(list.map(m => m.name), { splitLine: { show: true, lineStyle: { color: look.line, type: [2, 4] } } }) : up(data.metric + lower),
        series: states.map(s => ({
          name: s[0], type: 'scatter', symbol: s[3], symbolSize: s[4], itemStyle: { color: s[2] },
          data: list.filter(m => m.state === s[1])
            .map((m, i) => ({ value: named ? [m.score, list.indexOf(m)] : [m.rank + 1, m.score], tip: about(m) }))
        }))
      });
    },

    distances(plot) {
      const count = data.distances.length;
      if (count < 2) return null;
      const between = (i, j) => i === j ? 0 : data.distances[Math.max(i, j)][Math.min(i, j)];
      const cells = [];
      let most = 0;
      for (let x = 0; x < count; x++) {
        for (let y = 0; y < count; y++) {
          const distance = between(data.order[x], data.order[y]);
          if (distance === null) continue;
          most = Math.max(most, distance);
          cells.push([x, y, distance]);
        }
      }
      const labels = data.order.map(i => data.models[i].name);
      const few = count <= NAMED;
      const side = axis('category', {
        data: labels, splitArea: { show: false },
        axisLabel: few ? { color: look.muted, fontSize: 11, interval: 0, formatter: value => short(value, 22) } : { show: false }
      });
      plot.style.height = Math.min(plot.clientWidth, few ? 200 + 22 * count : 760) + 'px';
      return frame({
        grid: room(8, { right: 84 }),
        tooltip: Object.assign(frame({}).tooltip, {
          formatter: params => tip('distance ' + params.value[2].toPrecision(6), [labels[params.value[0]], labels[params.value[1]]])
        }),
        xAxis: Object.assign({}, side, { axisLabel: Object.assign({ rotate: 60 }, side.axisLabel) }),
        yAxis: Object.assign({}, side, { inverse: true }),
        visualMap: {
          min: 0, max: most || 1, calculable: false, orient: 'vertical', right: 0, top: 'middle', itemHeight: 200, precision: 2,
          text: [most.toPrecision(3), '0'], textStyle: { color: look.muted, fontSize: 12 },
          inRange: { color: ['#fde725', '#7ad151', '#22a884', '#2a788e', '#414487', '#440154'] }
        },
        series: [{ type: 'heatmap', data: cells, emphasis: { disabled: true }, progressive: 0, itemStyle: { borderWidth: few ? 1 : 0, borderColor: look.paper } }]
      });
    }
  };

  /** Ends of an axis on round numbers that hold the range. */
  function ticks(range) {
    const rough = (range.max - range.min) / 5;
    const unit = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].map(k => k * unit).find(s => s >= rough);
    const round = value => Number(value.toPrecision(12));
    return { min: round(Math.floor(range.min / step) * step), max: round(Math.ceil(range.max / step) * step), interval: round(step) };
  }

  function point(field) {
    return soup => ({
      value: [soup[field], soup.score],
      tip: () => tip((soup.of ? soup.of + ', ' : '') + (soup.name || (soup.members.length === 1 ? '1 model' : 'soup of ' + soup.members.length)), [
        names(soup.members), data.estimates ? 'estimate ' + digits(soup.estimate, 6) : '', 'score ' + digits(soup.score, 6),
        data.best === null ? '' : 'gain ' + signed(data.higherIsBetter ? soup.score - data.best : data.best - soup.score)
      ])
    });
  }

  function bestSoFar(list) {
    let best = null;
    return list.map(s => {
      best = best === null || better(s.score, best) ? s.score : best;
      return [s.number, best];
    });
  }

  function drawAll() {
    charts.forEach(chart => chart.dispose());
    charts = [];
    look = {};
    for (const name of ['paper', 'raised', 'ink', 'muted', 'line', 'chosen', 'blue', 'sky', 'green', 'purple', 'grey']) look[name] = ink(name);
    for (const figure of document.querySelectorAll('.chart')) {
      figure.hidden = false;
      const plot = figure.querySelector('.plot');
      const option = draw[figure.dataset.chart](plot);
      figure.hidden = option === null;
      if (option === null) continue;
      // Cells of hundreds of models are too many for nodes.
      const many = figure.dataset.chart === 'distances' && data.distances.length > NAMED;
      const chart = echarts.init(plot, null, { renderer: many ? 'canvas' : 'svg' });
      chart.setOption(option);
      plot.setAttribute('role', 'img');
      plot.setAttribute('aria-label', figure.querySelector('figcaption').textContent);
      charts.push(chart);
    }
  }

  drawAll();
  let width = window.innerWidth;
  window.addEventListener('resize', () => {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      charts.forEach(chart => chart.resize());
    }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  // Paper is white.
  window.addEventListener('beforeprint', () => { root.dataset.print = ''; drawAll(); });
  window.addEventListener('afterprint', () => { delete root.dataset.print; drawAll(); });
})();
