// What `reportgen/client/app/viewers/object3d.js` uses of three.js, as one script that defines `THREE`.
export {
  AmbientLight,
  Box3,
  BufferAttribute,
  BufferGeometry,
  Cache,
  CanvasTexture,
  Color,
  DirectionalLight,
  DoubleSide,
  Group,
  HemisphereLight,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshStandardMaterial,
  PerspectiveCamera,
  Points,
  PointsMaterial,
  Quaternion,
  Scene,
  Sphere,
  Spherical,
  Sprite,
  SpriteMaterial,
  SRGBColorSpace,
  TextureLoader,
  Vector3,
  WebGLRenderer,
} from "three";
export { OrbitControls } from "three/addons/controls/OrbitControls.js";
export { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
export { OBJLoader } from "three/addons/loaders/OBJLoader.js";
export { STLLoader } from "three/addons/loaders/STLLoader.js";
