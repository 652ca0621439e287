// Vega's interpreter of expressions, which evaluates without `eval`; published as modules only.
export { expressionInterpreter } from "vega-interpreter";
