export { default } from 'pathe';
