// Where there is no WebGL (a remote desktop, a locked-down browser): the part of sigma's interface that the page uses, on a plain canvas.
class Flat {
  constructor(graph, container, settings) {
    Object.assign(this, { graph, container, settings, handlers: {}, camera: { x: 0.5, y: 0.5, ratio: 1, angle: 0 }, looks: { node: new Map(), edge: new Map() }, waiting: false });
    this.canvas = document.createElement("canvas");
    this.canvas.id = "flat";
    container.append(this.canvas);
    this.listeners = new AbortController();
    this.bind({ signal: this.listeners.signal });
  }

  kill() { this.listeners.abort(); this.container.replaceChildren(); }
  on(name, handler) { (this.handlers[name] ??= []).push(handler); }
  emit(name, event) { for (const handler of this.handlers[name] ?? []) handler({ preventSigmaDefault() {}, ...event }); }
  getDimensions() { return { width: this.container.clientWidth, height: this.container.clientHeight }; }
  getCanvases() { return { flat: this.canvas }; }
  setSetting(name, value) { this.settings[name] = value; }
  setCustomBBox(box) { this.box = box; }
  getNodeDisplayData(key) { return this.looks.node.get(key); }
  getEdgeDisplayData(key) { return this.looks.edge.get(key); }
  scaleSize(size) { return size / grows(this.camera.ratio); }
  getCamera() {
    const set = state => { Object.assign(this.camera, state); this.scheduleRender(); };
    return { getState: () => ({ ...this.camera }), setState: set, animate: set };
  }

  get span() { return Math.max(this.box.x[1] - this.box.x[0], this.box.y[1] - this.box.y[0]) || 1; }
  scale(camera) {   // pixels for one of the framed plane, in which the longer side of the box is 1
    const { width, height } = this.getDimensions(), wide = (this.box.x[1] - this.box.x[0]) / this.span || 1, high = (this.box.y[1] - this.box.y[0]) / this.span || 1;
    return Math.max(1, Math.min((width - 2 * PADDING) / wide, (height - 2 * PADDING) / high)) / camera.ratio;
  }
  framedGraphToViewport({ x, y }, { cameraState = this.camera } = {}) {
    const { width, height } = this.getDimensions(), scale = this.scale(cameraState);
    return { x: width / 2 + (x - cameraState.x) * scale, y: height / 2 - (y - cameraState.y) * scale };
  }
  viewportToFramedGraph({ x, y }) {
    const { width, height } = this.getDimensions(), scale = this.scale(this.camera);
    return { x: this.camera.x + (x - width / 2) / scale, y: this.camera.y - (y - height / 2) / scale };
  }
  viewportToGraph(spot) {
    const { x, y } = this.viewportToFramedGraph(spot), { box, span } = this;
    return { x: (x - 0.5) * span + (box.x[0] + box.x[1]) / 2, y: (y - 0.5) * span + (box.y[0] + box.y[1]) / 2 };
  }

  refresh() {
    const { box, span } = this, { nodeReducer, edgeReducer } = this.settings;
    this.looks = { node: new Map(), edge: new Map() };
    this.graph.forEachNode((key, data) => this.looks.node.set(key, { ...nodeReducer(key, data), x: 0.5 + (data.x - (box.x[0] + box.x[1]) / 2) / span, y: 0.5 + (data.y - (box.y[0] + box.y[1]) / 2) / span }));
    this.graph.forEachEdge((key, data) => this.looks.edge.set(key, edgeReducer(key, data)));
    this.render();
  }
  resize() {}
  scheduleRender() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => { this.waiting = false; this.render(); });
  }

  render() {
    const { width, height } = this.getDimensions(), density = devicePixelRatio || 1, context = this.canvas.getContext("2d");
    this.canvas.width = width * density;
    this.canvas.height = height * density;
    context.scale(density, density);
    this.spots = new Map([...this.looks.node].map(([key, look]) => [key, this.framedGraphToViewport(look)]));
    this.graph.forEachEdge((key, _, source, target) => {
      const a = this.spots.get(source), b = this.spots.get(target), { color, size } = this.looks.edge.get(key) ?? {};
      if (!a || !b || !color) return;
      context.strokeStyle = color;
      context.lineWidth = size;
      context.beginPath();
      context.moveTo(a.x, a.y);
      context.lineTo(b.x, b.y);
      context.stroke();
    });
    for (const [key, { shape, size, color, ring }] of this.looks.node) {
      const { x, y } = this.spots.get(key), path = new Path2D(outline(shape, x, y, this.scaleSize(size)));
      context.fillStyle = color;
      context.strokeStyle = ring;
      context.fill(path);
      context.stroke(path);
    }
    this.emit("afterRender", {});
  }

  under({ x, y }) {   // the entity at a spot of the window, null if there is none
    let best = null, least = 3;
    for (const [key, spot] of this.spots ?? []) {
      const far = Math.hypot(spot.x - x, spot.y - y) - this.scaleSize(this.looks.node.get(key).size);
      if (far < least) { least = far; best = key; }
    }
    return best;
  }

  bind(options) {
    let from = null, held = null, moved = false, over = null;
    const spot = event => { const box = this.canvas.getBoundingClientRect(); return { x: event.clientX - box.left, y: event.clientY - box.top, preventSigmaDefault() {}, original: event }; };
    this.canvas.addEventListener("pointerdown", event => {
      from = spot(event);
      held = this.under(from);
      moved = false;
      this.canvas.setPointerCapture(event.pointerId);
      if (held !== null) this.emit("downNode", { node: held, event: from });
    }, options);
    this.canvas.addEventListener("pointermove", event => {
      const at = spot(event);
      if (!from) {
        const now = this.under(at);
        if (now !== over) this.emit(now === null ? "leaveNode" : "enterNode", { node: now ?? over });
        over = now;
        this.emit("moveBody", { event: at });
        return;
      }
      if (!moved && Math.hypot(at.x - from.x, at.y - from.y) < 3) return;
      moved = true;
      if (held !== null) { this.emit("moveBody", { event: at }); this.refresh(); return; }
      const scale = this.scale(this.camera);
      this.camera.x -= (at.x - from.x) / scale;
      this.camera.y += (at.y - from.y) / scale;
      from = at;
      this.scheduleRender();
    }, options);
    this.canvas.addEventListener("pointerup", event => {
      const at = spot(event), node = this.under(at);
      if (held !== null) this.emit("upNode", { node: held });
      if (!moved) this.emit(node === null ? "clickStage" : "clickNode", { node, event: at });
      from = held = null;
    }, options);
    this.canvas.addEventListener("dblclick", event => { const node = this.under(spot(event)); if (node !== null) this.emit("doubleClickNode", { node }); }, options);
    this.canvas.addEventListener("wheel", event => {
      event.preventDefault();
      const at = spot(event), before = this.viewportToFramedGraph(at);
      this.camera.ratio = Math.min(3, Math.max(0.002, this.camera.ratio * 1.0015 ** event.deltaY));
      const after = this.viewportToFramedGraph(at);
      this.camera.x += before.x - after.x;
      this.camera.y += before.y - after.y;
      this.scheduleRender();
    }, options);
  }
}
