// What the explorer takes from npm, as one script that sets the global `vendor`.
export { default as Graph } from "graphology";
export { default as Sigma } from "sigma";
export { NodeProgram, EdgeRectangleProgram, EdgeArrowProgram, EdgeDoubleArrowProgram } from "sigma/rendering";
export { floatColor } from "sigma/utils";
export { default as forceAtlas2 } from "graphology-layout-forceatlas2";
export { default as noverlap } from "graphology-layout-noverlap";
