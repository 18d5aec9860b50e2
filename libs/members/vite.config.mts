import { nodeProject } from '../../tools/vite/node-project.mts';

export default nodeProject(import.meta.dirname);
