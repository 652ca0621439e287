/** A share from 0 to 1 as a meter. */
export function render({ el, model }) {
  const meter = document.createElement("meter");
  const draw = () => {
    const share = model.get("value");
    meter.value = share ?? 0;
    meter.title = meter.ariaLabel = share === null ? "null" : `${Math.round(100 * share)} %`;
  };
  draw();
  el.append(meter);
  model.on("change:value", draw);
}
